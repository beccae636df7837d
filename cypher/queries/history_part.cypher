// Purpose: Ein Teil eines Protokolleintrags / One part of a log entry
// In: seq, part
// Out: doc (JSON)
CYPHER 25
MATCH (l:LogEntry {seq: $seq, part: $part})
RETURN l.doc AS doc
