// Purpose: Was wurde zuletzt geändert? / The log, newest first
// In: tenants, after (seq behind which to go on), limit
// Out: seq, publicSeq, at, by, reason, sourceIds, allPublic, parts (list of {part, foreign: some of it belongs to other tenants, total})
CYPHER 25
MATCH (l:LogEntry)
WHERE l.seq < $after AND any(tenant IN l.tenants WHERE tenant IN $tenants)
WITH l.seq AS seq, collect(l) AS entries
ORDER BY seq DESC
LIMIT $limit
WITH seq, entries, entries[0] AS l
RETURN seq, l.publicSeq AS publicSeq, l.at AS at, l.by AS by, l.reason AS reason, l.sourceIds AS sourceIds, l.allPublic AS allPublic,
  [e IN entries | {part: e.part, total: e.total, foreign: any(tenant IN e.tenants WHERE NOT tenant IN $tenants)}] AS parts
ORDER BY seq DESC
