// Purpose: Was wurde an einem Eintrag nach einem Tag geändert? / What was changed at an entity after a day?
// In: id, seqs (numbers of the log entries that touched it), asOf
// Out: seq, known (true: recorded on that day, German time, or before), doc (JSON of the part that names the entity; null where known)
// The log has no validity and no tenant: it belongs to the entity, which the caller has checked.
CYPHER 25
WITH datetime({date: $asOf + duration('P1D'), timezone: 'Europe/Berlin'}) AS after
UNWIND $seqs AS seq
// Saying that it is a part lets the index on seq and part answer.
MATCH (l:LogEntry {seq: seq} WHERE l.part >= 0 AND l.first <= $id <= l.last)
RETURN l.seq AS seq, l.at < after AS known, CASE WHEN l.at < after THEN null ELSE l.doc END AS doc
ORDER BY seq DESC
