// Purpose: Importe, neueste zuerst / Imports, newest first
// In: tenants, limit
// Out: head (JSON)
CYPHER 25
MATCH (i:__Import)
WHERE i.tenant IN $tenants
RETURN i.head AS head
ORDER BY i.createdAt DESC LIMIT $limit
