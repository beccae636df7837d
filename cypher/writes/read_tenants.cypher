// Purpose: Verzeichnete Kommunen / Municipalities of this graph
// In: –
// Out: tenant, name, demo
CYPHER 25
MATCH (t:__Tenant)
RETURN t.tenant AS tenant, t.name AS name, t.demo AS demo
ORDER BY tenant
