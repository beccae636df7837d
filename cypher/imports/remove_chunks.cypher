// Purpose: Vorgemerkte Zeilen entfernen / Remove staged parts of an import
// In: id, kinds
// Out: –
CYPHER 25
MATCH (c:__ImportChunk {importId: $id})
WHERE c.kind IN $kinds
DELETE c
