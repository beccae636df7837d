// Purpose: Welche laufenden Vorhaben über N Euro haben keinen Beschluss? / Which running initiatives above N euro lack a council decision?
// In: minEur, asOf, visibilities, tenants
// Out: initiative, budgetEur, stage, owners
// A decision counts if a committee adopted it with authority, to mandate or to fund the initiative. A committee or an owner
// may have ended since: of these only visibility and tenant are tested.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['running', 'live'] AND i.budgetEur >= $minEur)
WHERE NOT EXISTS {
  (c:Committee WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
  -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->
  (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
  -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds']]->(i)
}
RETURN
  i {.id, .type, .name} AS initiative, i.budgetEur AS budgetEur, i.stage AS stage,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners
ORDER BY budgetEur DESC, i.name, i.id
