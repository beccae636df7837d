// Purpose: Ein Szenario / One scenario
// In: id
// Out: doc (JSON; no row if there is none)
CYPHER 25
MATCH (s:__Scenario {id: $id})
RETURN s.doc AS doc
