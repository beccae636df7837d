// Purpose: Texte, wie sie gespeichert sind / Texts of one node as they are stored
// In: element (of this transaction), keys
// Out: texts (list of {key, value})
CYPHER 25
MATCH (n) WHERE elementId(n) = $element
RETURN [k IN $keys | {key: k, value: n[k]}] AS texts
