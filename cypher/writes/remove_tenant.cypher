// Purpose: Eine Kommune ganz entfernen / Remove a municipality physically, facts first
// In: tenant
// Out: –
CYPHER 25 MATCH (:Entity)-[r]->(:Entity) WHERE r.tenant = $tenant DELETE r;
CYPHER 25 MATCH (n:Entity {tenant: $tenant}) DELETE n;
CYPHER 25 MATCH (t:Tombstone) WHERE t.tenant = $tenant DELETE t;
CYPHER 25 MATCH (a:Alias) WHERE NOT EXISTS { (:Entity {id: a.target}) } DELETE a;
CYPHER 25 MATCH (l:LogEntry) WHERE l.tenants = [$tenant] DELETE l;
CYPHER 25 MATCH (m:NotSame) WHERE m.tenant = $tenant DELETE m;
CYPHER 25 MATCH (q:QualityException|QualityDay) WHERE q.tenant = $tenant DELETE q;
CYPHER 25 MATCH (i:__Import {tenant: $tenant}) MATCH (c:__ImportChunk {importId: i.id}) DELETE c;
CYPHER 25 MATCH (i:__Import {tenant: $tenant}) DELETE i;
CYPHER 25 MATCH (s:__Scenario {tenant: $tenant}) DELETE s;
CYPHER 25 MATCH (v:__SavedView {tenant: $tenant}) DELETE v;
CYPHER 25 MATCH (t:__Tenant {tenant: $tenant}) DELETE t;
CYPHER 25 MATCH (k:__Kommunalgraph) SET k.demoRemovedAt = datetime();
