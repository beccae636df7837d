// Purpose: Welche Beschlüsse sind nach N Monaten noch nicht umgesetzt? / Which adopted decisions are not being carried out after N months?
// In: months, asOf, visibilities, tenants
// Out: decision, date, reference, by, initiative, stage, owners, months; sourceIds
// Only what a body decided with authority, to mandate or to fund an initiative that has not begun or rests. A body or an
// owner may have ended since: of these only visibility and tenant are tested.
CYPHER 25
MATCH (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.result IN ['adopted', 'amended'] AND d.date < $asOf - duration({months: $months}))
  -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds']]->
  (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['idea', 'decided', 'planned', 'paused'])
WITH d, i, COLLECT {
  MATCH (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
    -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->(d)
  WITH DISTINCT b ORDER BY b.name
  RETURN b {.id, .type, .name}
} AS by
WHERE size(by) > 0
RETURN
  d {.id, .type, .name} AS decision, d.date AS date, d.reference AS reference, by,
  i {.id, .type, .name} AS initiative, i.stage AS stage,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners,
  duration.between(d.date, $asOf).months AS months, d.sourceIds AS sourceIds
ORDER BY date, d.id, i.name
