// Purpose: Szenario löschen / Delete a scenario
// In: id
// Out: –
CYPHER 25
MATCH (s:__Scenario {id: $id})
DELETE s
