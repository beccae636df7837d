// Purpose: Gespeicherte Zuordnungen / Saved mappings of columns
// In: –
// Out: doc (JSON)
CYPHER 25
MATCH (m:__ImportMapping)
RETURN m.doc AS doc
ORDER BY m.name
