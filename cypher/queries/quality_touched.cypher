// Purpose: Was ist seit diesem Stand geändert worden? / What was changed since then?
// In: seq (the state known), limit (parts looked at)
// Out: seq, part, parts, total (things told), kind (`quality`: only an exception), doc (JSON: the things)
CYPHER 25
MATCH (l:LogEntry WHERE l.seq > $seq)
WITH l ORDER BY l.seq, l.part LIMIT $limit
RETURN l.seq AS seq, l.part AS part, l.parts AS parts, l.total AS total, l.kind AS kind, l.doc AS doc
ORDER BY seq, part
