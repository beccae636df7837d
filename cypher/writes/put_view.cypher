// Purpose: Ansicht speichern / Store a view, beside the graph
// In: id, tenant, at (ISO text), head (JSON: what lists say), doc (JSON: the whole)
// Out: –
CYPHER 25
MERGE (v:__SavedView {id: $id})
SET v.tenant = $tenant, v.createdAt = $at, v.head = $head, v.doc = $doc
