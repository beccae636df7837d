// Purpose: Wer verantwortet ein Vorhaben ohne Beschluss oder ohne Geld? / Who answers for an initiative without decision or money?
// In: asOf, visibilities, tenants
// Out: entity; owners; unit (the owner's unit); date (since when it has been accounted for); decided (there is an
//      authoritative decision that mandates or funds it); funded (it has a budget or somebody pays); total
// A decision stands although the body that took it may be gone: of the body only visibility and tenant are tested.
CYPHER 25
MATCH (x:Initiative WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants AND x.stage IN ['decided', 'planned', 'running', 'live'])
WHERE EXISTS {
  (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
}
WITH x, EXISTS {
  (c:Actor WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
  -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->
  (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
  -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds']]->(x)
} AS decided, x.budgetEur > 0 OR EXISTS {
  (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->(x)
} AS funded
WITH x, decided, coalesce(funded, false) AS funded
WHERE NOT (decided AND funded)
WITH x, decided, funded ORDER BY x.name, x.id
WITH collect({x: x, decided: decided, funded: funded}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.decided AS decided, f.funded AS funded, total
WITH x, decided, funded, total, COLLECT {
  MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
  WITH o, min(r.validFrom) AS since ORDER BY since, o.name
  RETURN {o: o, ref: o {.id, .type, .name}, since: since}
} AS owned
WITH x, decided, funded, total, owned, owned[0].o AS o
RETURN
  x {.id, .type, .name} AS entity,
  [one IN owned | one.ref] AS owners,
  coalesce(COLLECT {
    MATCH (o)-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (u:OrgUnit|Organization WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH u ORDER BY u.name LIMIT 1
    RETURN u {.id, .type, .name}
  }[0], o {.id, .type, .name}) AS unit,
  owned[0].since AS date, decided, funded, total
ORDER BY x.name, x.id
