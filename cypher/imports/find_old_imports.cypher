// Purpose: Importe, die niemand mehr braucht / Imports whose staged rows nobody needs any more
// In: createdBefore (ISO text)
// Out: id
CYPHER 25
MATCH (i:__Import)
WHERE i.createdAt < $createdBefore AND EXISTS { (:__ImportChunk {importId: i.id}) }
RETURN i.id AS id
