// Purpose: Was zusammengeführt wurde / What was merged, newest first
// In: visibilities, tenants, limit
// Out: seq (number of the log entry), mergedId, kept ({id, type, name}), at, by, reason
// Not on a day: a merge speaks of today's knowledge, also of entities that have ended.
CYPHER 25
MATCH (m:Alias WHERE m.seq IS NOT NULL)
MATCH (n:Entity {id: m.target} WHERE n.visibility IN $visibilities AND n.tenant IN $tenants)
MATCH (l:LogEntry {seq: m.seq, part: 0})
RETURN m.seq AS seq, m.id AS mergedId, n {.id, .type, .name} AS kept, l.at AS at, l.by AS by, l.reason AS reason
ORDER BY seq DESC LIMIT $limit
