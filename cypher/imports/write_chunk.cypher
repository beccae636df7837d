// Purpose: Vorgemerkte Zeilen ablegen / Stage one part of an import, outside of :Entity
// In: id, kind (file, unit, issue or ending), part, doc
// Out: –
CYPHER 25
MERGE (c:__ImportChunk {importId: $id, kind: $kind, part: $part})
SET c.doc = $doc
