// Purpose: Wo weicht die verantwortliche von der zuständigen Stelle ab? / Where does the accountable differ from the competent authority?
// In: asOf, visibilities, tenants
// Out: entity; owners; competent (who is competent for its execution); unit (the first of these); date (since when they have
//      differed); total
// The owner agrees with the competent authority if its unit is that authority, belongs to it, or is above it.
// Whether an owner still exists is not asked: that is the gap organisation_dissolved.
CYPHER 25
MATCH (c:OrgUnit|Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
  -[k:COMPETENT_FOR WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.function = 'execution']->
  (x:Service|Process WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
WITH x, o, r, c, k,
  COLLECT {
    MATCH (o)
      (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
        (m:Actor WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){0,7} (a)
    RETURN {actor: a, own: size(p) = 0 OR size(p) = 1 AND o:Post}
  } AS above,
  COLLECT {
    MATCH (c)
      (()-[q:PART_OF WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
        (n:Actor WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){0,6} (b)
    RETURN b
  } AS superiors
WITH x, o, r, c, k, any(s IN above WHERE s.actor = c OR s.own AND s.actor IN superiors) AS agrees
WITH x, collect(DISTINCT o) AS owners, collect(DISTINCT c) AS competent, max(CASE WHEN agrees THEN 1 ELSE 0 END) AS agrees,
  max(CASE WHEN r.validFrom > k.validFrom THEN r.validFrom ELSE k.validFrom END) AS date
WHERE agrees = 0
WITH x, owners, competent, date ORDER BY x.name, x.id
WITH collect({x: x, owners: owners, competent: competent, date: date}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.owners AS owners, f.competent AS competent, f.competent[0] AS unit, f.date AS date, total
RETURN
  x {.id, .type, .name} AS entity,
  [one IN owners | one {.id, .type, .name}] AS owners,
  [one IN competent | one {.id, .type, .name}] AS competent,
  unit {.id, .type, .name} AS unit,
  date, total
ORDER BY x.name, x.id
