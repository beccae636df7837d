// Purpose: Protokoll zu bestimmten Kennungen / The parts of log entries in which certain ids stand
// In: rows (list of {seq, keys})
// Out: seq, publicSeq, at, by, reason, sourceIds, allPublic, doc (JSON), one row per part
// A part is sorted by id and says its first and last, so only parts that can hold a key are read.
CYPHER 25
UNWIND $rows AS row
MATCH (l:LogEntry {seq: row.seq})
WHERE any(key IN row.keys WHERE l.first <= key <= l.last)
RETURN l.seq AS seq, l.publicSeq AS publicSeq, l.at AS at, l.by AS by, l.reason AS reason, l.sourceIds AS sourceIds,
  l.allPublic AS allPublic, l.doc AS doc
ORDER BY seq DESC, l.part
