// Purpose: Wo ist die verantwortliche Stelle unbesetzt? / Where is the accountable post vacant?
// In: asOf, visibilities, tenants
// Out: entity; owners (the vacant posts); unit (where the post belongs); date (since when it has been accountable);
//      successors (always empty; the same columns as organisation_dissolved); total
CYPHER 25
MATCH (o:Post WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.vacant)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE NOT coalesce(x.stage IN ['completed', 'stopped'], false)
WITH x, o, min(r.validFrom) AS since ORDER BY o.name
WITH x, collect(o) AS owners, min(since) AS date ORDER BY x.name, x.id
WITH collect({x: x, owners: owners, date: date}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.owners AS owners, f.owners[0] AS post, f.date AS date, total
RETURN
  x {.id, .type, .name} AS entity,
  [o IN owners | o {.id, .type, .name}] AS owners,
  COLLECT {
    MATCH (post)-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (u:OrgUnit|Organization|Committee WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH u ORDER BY u.name LIMIT 1
    RETURN u {.id, .type, .name}
  }[0] AS unit,
  date, [] AS successors, total
ORDER BY x.name, x.id
