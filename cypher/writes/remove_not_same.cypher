// Purpose: „Nicht dasselbe“ zurücknehmen / Take back that two entities are two
// In: a, b (what they are called today; a former id counts as the one it leads to)
// Out: key (one row for each that is gone)
CYPHER 25
MATCH (m:NotSame)
OPTIONAL MATCH (c:Alias {id: m.a})
OPTIONAL MATCH (d:Alias {id: m.b})
WITH m, coalesce(c.target, m.a) AS first, coalesce(d.target, m.b) AS second
WHERE (first = $a AND second = $b) OR (first = $b AND second = $a)
WITH m, m.key AS key
DELETE m
RETURN key
