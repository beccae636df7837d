// Purpose: Spuren des Zurückgenommenen seitenweise / What is left of retracted things, page by page, for the dump
// In: afterId, limit
// Out: labels, stored, moments, days, floats (names of what is stored as such)
CYPHER 25
MATCH (n:Tombstone)
WHERE n.id > $afterId
WITH n ORDER BY n.id LIMIT $limit
RETURN labels(n) AS labels, properties(n) AS stored, [k IN keys(n) WHERE n[k] IS :: ZONED DATETIME] AS moments,
  [k IN keys(n) WHERE n[k] IS :: DATE] AS days, [k IN keys(n) WHERE n[k] IS :: FLOAT] AS floats
ORDER BY stored.id
