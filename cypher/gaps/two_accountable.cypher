// Purpose: Was hat mehrere verantwortliche Stellen? / What has several that are accountable?
// In: asOf, visibilities, tenants
// Out: entity; owners (in the order in which they came); unit (the nearest common superior of the first two); date (since
//      when there are several); total
// Whether an owner still exists is not asked: that is the gap organisation_dissolved.
CYPHER 25
MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE NOT coalesce(x.stage IN ['completed', 'stopped'], false)
// <<narrow
WITH x, o, min(r.validFrom) AS since ORDER BY since, o.name
WITH x, collect(o) AS owners, collect(since) AS since
WHERE size(owners) > 1
WITH x, owners, since[1] AS date ORDER BY x.name, x.id
WITH collect({x: x, owners: owners, date: date}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.owners AS owners, f.owners[0] AS a, f.owners[1] AS b, f.date AS date, total
WITH x, owners, date, total,
  COLLECT {
    MATCH (a)
      (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
        (m:Actor WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){0,6}
      (u:OrgUnit|Organization WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    RETURN {unit: u, steps: size(p)}
  } AS aboveA,
  COLLECT {
    MATCH (b)
      (()-[q:POST_IN|PART_OF WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
        (n:Actor WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){0,6}
      (w:OrgUnit|Organization WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)
    RETURN {unit: w, steps: size(q)}
  } AS aboveB
RETURN
  x {.id, .type, .name} AS entity,
  [o IN owners | o {.id, .type, .name}] AS owners,
  COLLECT {
    UNWIND aboveA AS one
    UNWIND aboveB AS other
    WITH one.unit AS unit, one.steps + other.steps AS steps WHERE one.unit = other.unit
    WITH unit, min(steps) AS steps ORDER BY steps, unit.name LIMIT 1
    RETURN unit {.id, .type, .name}
  }[0] AS unit,
  date, total
ORDER BY x.name, x.id
