// Purpose: Ist dieser Import schon geschrieben? / Was this import written already, its answer lost?
// In: id
// Out: seq (no row if it was not)
CYPHER 25
MATCH (l:LogEntry {importId: $id})
RETURN DISTINCT l.seq AS seq
