// Purpose: Kommune verzeichnen / Record a municipality of this graph
// In: tenant (ARS), name, homeId, fictional, demo
// Out: –
// A demo that is loaded again is not removed any more.
CYPHER 25
MERGE (t:__Tenant {tenant: $tenant})
SET t.name = $name, t.homeId = $homeId, t.fictional = $fictional, t.demo = $demo
WITH t WHERE t.demo
MATCH (k:__Kommunalgraph)
SET k.demoRemovedAt = null
