// Purpose: Womit sind beide verbunden? / What are both of a pair related to?
// In: rows (list of {a, b}), asOf, visibilities, tenants
// Out: a, b, names (of at most 3 shared neighbours), total
// Code lists and areas are related to nearly everything and say nothing.
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.a})
MATCH (b:Entity {id: row.b})
CALL (a, b) {
  MATCH (a)-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (x:!Sphere&!Thrust&!TargetQuality&!Skill&!Territory&!UserGroup WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  WHERE x <> b AND EXISTS {
    (x)-[q WHERE type(q) = type(r) AND q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]-(b)
  }
  WITH DISTINCT x ORDER BY x.name, x.id
  RETURN collect(x.name) AS names
}
RETURN row.a AS a, row.b AS b, names[..3] AS names, size(names) AS total
