// Purpose: Welche laufenden Vorhaben hat niemand beschlossen? / Which active initiatives has nobody decided on?
// In: asOf, visibilities, tenants, offset, limit
// Out: thing, stage, health, dueDate, budgetEur, fundedEur, ownersNow, sourceIds, total
// Decided means: adopted with authority, to mandate or to fund it. A body or an owner
// may have ended since: of these only visibility and tenant are tested.
CYPHER 25
MATCH (x:Initiative WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants AND x.stage IN ['decided', 'planned', 'running', 'live'])
WHERE NOT EXISTS {
  (c:Actor WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
  -[t:TOOK WHERE t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->
  (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
  -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds']]->(x)
}
WITH x ORDER BY coalesce(x.budgetEur, 0) DESC, x.name, x.id
WITH collect(x) AS found
WITH found[$offset..$offset + $limit] AS page, size(found) AS total
UNWIND page AS x
RETURN
  x {.id, .type, .name} AS thing, x.stage AS stage, x.health AS health, x.dueDate AS dueDate, x.budgetEur AS budgetEur,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->(x)
    WITH sum(f.amountEur) AS eur, count(f) AS facts WHERE facts > 0
    RETURN eur
  }[0] AS fundedEur,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS ownersNow,
  x.sourceIds AS sourceIds, total
ORDER BY coalesce(x.budgetEur, 0) DESC, x.name, x.id
