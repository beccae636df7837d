// Purpose: Texte ersetzen, in denen ein Name stand / Replace texts in which a name stood, outside of the facts
// In: element (of this transaction), values (map of property and text)
// Out: –
CYPHER 25
MATCH (n) WHERE elementId(n) = $element
SET n += $values
