// Purpose: Welche aktiven Vorhaben haben keine verantwortliche Stelle? / Which active initiatives have nobody accountable?
// In: asOf, visibilities, tenants
// Out: entity; owners (who is said to be accountable by a claim that nobody confirmed); unit (who could close it: who
//      carries it out, else who is claimed); date (end of the last accountability, if there was one); stage; total
// An owner that has ended still is one here: that is the gap organisation_dissolved.
CYPHER 25
MATCH (x:Initiative WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants AND x.stage IN ['decided', 'planned', 'running', 'live'])
WHERE NOT EXISTS {
  (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
}
WITH x ORDER BY x.name, x.id
WITH collect(x) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS x
WITH x, total,
  COLLECT {
    MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.toId = x.id AND a.relation = 'ACCOUNTABLE_FOR' AND a.status = 'proposed'
      AND coalesce(a.claimedFrom, $asOf) <= $asOf AND coalesce(a.claimedUntil > $asOf, true))
    MATCH (c:Entity {id: a.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
    WITH DISTINCT c ORDER BY c.name
    RETURN c {.id, .type, .name}
  } AS owners,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[w:RESPONSIBLE_FOR WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants]->(x)
    OPTIONAL MATCH (a)-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (u:OrgUnit|Organization WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH coalesce(u, a) AS unit ORDER BY unit.name LIMIT 1
    RETURN unit {.id, .type, .name}
  } AS carriers,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.visibility IN $visibilities AND r.tenant IN $tenants AND r.validUntil <= $asOf]->(x)
    RETURN max(r.validUntil)
  } AS ends
RETURN x {.id, .type, .name} AS entity, owners, coalesce(carriers[0], owners[0]) AS unit, ends[0] AS date, x.stage AS stage, total
ORDER BY x.name, x.id
