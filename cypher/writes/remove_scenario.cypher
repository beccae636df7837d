// Purpose: Szenario löschen / Delete a scenario
// In: id
// Out: removed (how many)
CYPHER 25
MATCH (s:__Scenario {id: $id})
DELETE s
RETURN count(*) AS removed
