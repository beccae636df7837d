// Purpose: Ist dieser Schreibvorgang schon gespeichert? / Was this write stored already, its answer lost?
// In: writeId
// Out: seq (no row if it was not)
CYPHER 25
MATCH (l:LogEntry {writeId: $writeId})
RETURN DISTINCT l.seq AS seq
