// Purpose: Kommune verzeichnen / Record a municipality of this graph
// In: tenant (ARS), name, homeId, fictional, demo
// Out: –
CYPHER 25
MERGE (t:__Tenant {tenant: $tenant})
SET t.name = $name, t.homeId = $homeId, t.fictional = $fictional, t.demo = $demo
