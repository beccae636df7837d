// Purpose: Vorgemerkte Zeilen lesen / One staged part of an import
// In: id, kind, part
// Out: doc (no row if there is none)
CYPHER 25
MATCH (c:__ImportChunk {importId: $id, kind: $kind, part: $part})
RETURN c.doc AS doc
