// Purpose: Welche verantwortliche Stelle gibt es nicht mehr? / Which owner no longer exists?
// In: asOf, visibilities, tenants
// Out: entity; owners (those that ended, or whose unit ended); unit (who succeeded it, else the next unit above that still
//      exists); date (when it ended); successors; total
// The question is about ended things: of the owner, its unit and the ways from it only visibility and tenant are tested.
CYPHER 25
MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE NOT coalesce(x.stage IN ['completed', 'stopped'], false)
WITH x, o, COLLECT {
  MATCH (o)-[p:POST_IN WHERE p.visibility IN $visibilities AND p.tenant IN $tenants AND p.validFrom <= $asOf]->
    (u:OrgUnit|Organization WHERE u.visibility IN $visibilities AND u.tenant IN $tenants AND u.validUntil <= $asOf)
  WHERE NOT EXISTS {
    (o)-[q:POST_IN WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
    (other:Actor WHERE other.validFrom <= $asOf < other.validUntil AND other.visibility IN $visibilities AND other.tenant IN $tenants)
  }
  RETURN u ORDER BY u.validUntil DESC LIMIT 1
}[0] AS u
WITH x, o, CASE WHEN o.validUntil <= $asOf THEN o ELSE u END AS gone, u
WHERE gone IS NOT NULL
WITH x, o, coalesce(u, gone) AS gone, gone.validUntil AS ended ORDER BY ended, o.name
WITH x, collect(DISTINCT o) AS owners, collect(gone)[0] AS gone, min(ended) AS date ORDER BY x.name, x.id
WITH collect({x: x, owners: owners, gone: gone, date: date}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.owners AS owners, f.gone AS gone, f.date AS date, total
WITH x, owners, gone, date, total,
  COLLECT {
    MATCH (gone)-[s:SUCCEEDED_BY WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
      (n:Actor WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
    WITH DISTINCT n ORDER BY n.name
    RETURN n {.id, .type, .name}
  } AS successors,
  COLLECT {
    MATCH (gone)
      (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
        (m:Actor WHERE m.visibility IN $visibilities AND m.tenant IN $tenants)){1,6}
      (u:OrgUnit|Organization WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH u, min(size(p)) AS steps ORDER BY steps, u.name LIMIT 1
    RETURN u {.id, .type, .name}
  } AS above
RETURN
  x {.id, .type, .name} AS entity,
  [o IN owners | o {.id, .type, .name}] AS owners,
  coalesce(successors[0], above[0]) AS unit,
  date, successors, total
ORDER BY x.name, x.id
