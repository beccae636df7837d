// Purpose: Ein ganzer Protokolleintrag / All parts of one log entry
// In: seq
// Out: doc (JSON)
CYPHER 25
MATCH (l:LogEntry {seq: $seq})
RETURN l.doc AS doc
ORDER BY l.part
