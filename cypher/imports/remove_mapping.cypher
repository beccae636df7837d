// Purpose: Zuordnung löschen / Delete a saved mapping
// In: name
// Out: removed (how many)
CYPHER 25
MATCH (m:__ImportMapping {name: $name})
DELETE m
RETURN count(*) AS removed
