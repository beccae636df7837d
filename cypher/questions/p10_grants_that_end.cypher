// Purpose: Welche Fördermittel laufen in N Monaten aus, und was hängt daran? / Which grants end within N months, and what hangs on them?
// In: months, asOf, visibilities, tenants
// Out: initiative, until, amountEur, funder, programme, owners, dependents (what depends on the initiative); sourceIds
// An owner may have ended since: of it only visibility and tenant are tested.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
  <-[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants AND f.kind = 'grant' AND $asOf <= f.until <= $asOf + duration({months: $months})]-
  (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
RETURN
  i {.id, .type, .name} AS initiative, f.until AS until, f.amountEur AS amountEur, a {.id, .type, .name} AS funder, f.programme AS programme,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners,
  COLLECT {
    MATCH (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
      -[d:DEPENDS_ON WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]->(i)
    WITH DISTINCT x ORDER BY x.name
    RETURN x {.id, .type, .name}
  } AS dependents,
  f.sourceIds AS sourceIds
ORDER BY until, i.name, f.factId
