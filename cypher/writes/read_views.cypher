// Purpose: Gespeicherte Ansichten einer Kommune, neueste zuerst / Saved views of municipalities, newest first
// In: tenants, limit
// Out: head (JSON)
CYPHER 25
MATCH (v:__SavedView)
WHERE v.tenant IN $tenants
RETURN v.head AS head
ORDER BY v.createdAt DESC, v.id LIMIT $limit
