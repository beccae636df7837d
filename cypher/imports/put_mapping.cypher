// Purpose: Zuordnung unter ihrem Namen speichern / Save a mapping of columns by its name
// In: name, doc (JSON)
// Out: –
CYPHER 25
MERGE (m:__ImportMapping {name: $name})
SET m.doc = $doc
