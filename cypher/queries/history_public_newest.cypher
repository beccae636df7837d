// Purpose: Das Protokoll für die Öffentlichkeit / The log as public readers see it, newest first, in a numbering of its own
// In: tenants, after (publicSeq behind which to go on), limit
// Out: seq, publicSeq, at, by, reason, sourceIds, allPublic, parts (list of {part, foreign: some of it belongs to other tenants, total})
CYPHER 25
MATCH (l:LogEntry)
WHERE l.publicSeq < $after AND any(tenant IN l.tenants WHERE tenant IN $tenants)
WITH l.publicSeq AS publicSeq, collect(l) AS entries
ORDER BY publicSeq DESC
LIMIT $limit
WITH publicSeq, entries, entries[0] AS l
RETURN l.seq AS seq, publicSeq, l.at AS at, l.by AS by, l.reason AS reason, l.sourceIds AS sourceIds, l.allPublic AS allPublic,
  [e IN entries | {part: e.part, total: e.total, foreign: any(tenant IN e.tenants WHERE NOT tenant IN $tenants)}] AS parts
ORDER BY publicSeq DESC
