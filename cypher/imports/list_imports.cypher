// Purpose: Importe, neueste zuerst / Imports, newest first
// In: tenants, limit
// Out: doc (JSON)
CYPHER 25
MATCH (i:__Import)
WHERE i.tenant IN $tenants
RETURN i.doc AS doc
ORDER BY i.createdAt DESC LIMIT $limit
