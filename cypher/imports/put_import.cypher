// Purpose: Stand eines Imports festhalten / Keep where an import stands
// In: id, tenant, state, createdAt (ISO text), head (JSON: what lists say), doc (JSON: the report and what belongs to it)
// Out: –
CYPHER 25
MERGE (i:__Import {id: $id})
SET i.tenant = $tenant, i.state = $state, i.createdAt = $createdAt, i.head = $head, i.doc = $doc
