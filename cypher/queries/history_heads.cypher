// Purpose: Wer schrieb diese Protokolleinträge, wann, warum? / Who wrote these entries of the log, when and why?
// In: seqs (list of numbers of entries), visibilities
// Out: seq, at, by, reason (null for a public reader where something in the entry is hidden)
CYPHER 25
UNWIND $seqs AS seq
MATCH (l:LogEntry {seq: seq, part: 0})
RETURN l.seq AS seq, l.at AS at, l.by AS by,
  CASE WHEN l.allPublic OR 'internal' IN $visibilities THEN l.reason END AS reason
ORDER BY seq DESC
