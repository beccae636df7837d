// Purpose: Das Protokoll seitenweise / The log page by page, for the dump
// In: after (number of an entry), part (of that entry; both were in the page before), limit
// Out: labels, stored, moments, days, floats (names of what is stored as such)
CYPHER 25
MATCH (n:LogEntry)
WHERE n.seq >= $after AND (n.seq > $after OR n.part > $part)
WITH n ORDER BY n.seq, n.part LIMIT $limit
RETURN labels(n) AS labels, properties(n) AS stored, [k IN keys(n) WHERE n[k] IS :: ZONED DATETIME] AS moments,
  [k IN keys(n) WHERE n[k] IS :: DATE] AS days, [k IN keys(n) WHERE n[k] IS :: FLOAT] AS floats
ORDER BY stored.seq, stored.part
