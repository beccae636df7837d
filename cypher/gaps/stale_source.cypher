// Purpose: Wer ist nur aus einer Quelle verantwortlich, die älter als zwölf Monate ist? / Whose accountability is known only from a source older than 12 months?
// In: asOf, visibilities, tenants
// Out: entity; owners; unit (the owner's unit); date (date of the newest source); sourceIds; total
// A document stays evidence after its record has ended: of sources only visibility and tenant are tested.
CYPHER 25
MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE NOT coalesce(x.stage IN ['completed', 'stopped'], false)
UNWIND r.sourceIds AS sourceId
MATCH (s:Entity {id: sourceId} WHERE s.visibility IN $visibilities AND s.tenant IN $tenants)
WITH x, max(s.date) AS date, collect(DISTINCT o) AS owners, collect(DISTINCT s.id) AS sourceIds
WHERE date < $asOf - duration('P1Y')
WITH x, date, owners, sourceIds ORDER BY x.name, x.id
WITH collect({x: x, date: date, owners: owners, sourceIds: sourceIds}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.owners AS owners, f.owners[0] AS o, f.date AS date, f.sourceIds AS sourceIds, total
RETURN
  x {.id, .type, .name} AS entity,
  [one IN owners | one {.id, .type, .name}] AS owners,
  coalesce(COLLECT {
    MATCH (o)-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (u:OrgUnit|Organization WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH u ORDER BY u.name LIMIT 1
    RETURN u {.id, .type, .name}
  }[0], o {.id, .type, .name}) AS unit,
  date, sourceIds, total
ORDER BY x.name, x.id
