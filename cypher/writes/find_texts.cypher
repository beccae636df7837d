// Purpose: Wo steht einer dieser Namen? / Which texts of anything that is stored hold one of these names?
// In: needles (list of texts, lower case)
// Out: element (of this transaction), labels, relation (null for a node), id (or null), keys
// Everything is looked through, the log and what is kept beside the graph included. Accounts are pseudonyms.
CYPHER 25
CALL () {
  MATCH (n:!__Account&!__Session&!__Token)
  WITH n, [k IN keys(n) WHERE any(v IN CASE WHEN n[k] IS :: LIST<ANY> THEN n[k] ELSE [n[k]] END WHERE any(needle IN $needles WHERE toLower(toStringOrNull(v)) CONTAINS needle))] AS keys
  WHERE size(keys) > 0
  RETURN elementId(n) AS element, labels(n) AS labels, null AS relation, n.id AS id, keys
  UNION ALL
  MATCH (:Entity)-[r]->(:Entity)
  WITH r, [k IN keys(r) WHERE any(v IN CASE WHEN r[k] IS :: LIST<ANY> THEN r[k] ELSE [r[k]] END WHERE any(needle IN $needles WHERE toLower(toStringOrNull(v)) CONTAINS needle))] AS keys
  WHERE size(keys) > 0
  RETURN elementId(r) AS element, [] AS labels, type(r) AS relation, r.factId AS id, keys
}
RETURN element, labels, relation, id, keys
ORDER BY id
