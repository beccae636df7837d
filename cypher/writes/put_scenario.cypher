// Purpose: Szenario speichern / Store a scenario, beside the graph
// In: id, tenant, at (ISO text), head (JSON: what lists say), doc (JSON: the whole)
// Out: –
CYPHER 25
MERGE (s:__Scenario {id: $id})
SET s.tenant = $tenant, s.changedAt = $at, s.head = $head, s.doc = $doc
