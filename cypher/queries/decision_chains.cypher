// Purpose: Vom Beschluss über Vorhaben und verantwortliche Stelle bis zur Wirkung / From the decision over the initiative and who is accountable to the outcome
// In: committee (id of the deciding body, '' for all), asOf, visibilities, tenants, offset, limit
// Out: decision, date, result, reference, paperUrl, by (who decided), effect, thing, stage, health, dueDate, budgetEur, fundedEur, ownersThen
//      (accountable on the day of the decision), ownersNow, outcomes (list of {indicator, unit, target, direction, value, date}: the last value), sourceIds, total
// One row per authoritative decision and initiative or programme, newest decision first.
// Exceptions to validity: who was accountable on the day of the decision may not be any more, and a body or an owner may
// have ended since. Of these only visibility and tenant are tested.
CYPHER 25
MATCH (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf)
  -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->
  (x:Initiative|Programme WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WITH d, k, x, COLLECT {
  MATCH (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
    -[t:TOOK WHERE t.validFrom <= d.date < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->(d)
  WITH DISTINCT b ORDER BY b.name
  RETURN b {.id, .type, .name}
} AS by
WHERE size(by) > 0 AND ($committee = '' OR any(b IN by WHERE b.id = $committee))
WITH d, k, x, by ORDER BY d.date DESC, d.id, x.name, x.id
WITH collect({d: d, k: k, x: x, by: by}) AS found
WITH found[$offset..$offset + $limit] AS page, size(found) AS total
UNWIND page AS f
WITH f.d AS d, f.k AS k, f.x AS x, f.by AS by, total
RETURN
  d {.id, .type, .name} AS decision, d.date AS date, d.result AS result, d.reference AS reference, d.paperUrl AS paperUrl, by, k.effect AS effect,
  x {.id, .type, .name} AS thing, x.stage AS stage, x.health AS health, x.dueDate AS dueDate, x.budgetEur AS budgetEur,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->(x)
    WITH sum(f.amountEur) AS eur, count(f) AS facts WHERE facts > 0
    RETURN eur
  }[0] AS fundedEur,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= d.date < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS ownersThen,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS ownersNow,
  COLLECT {
    MATCH (x)-[m:MEASURED_BY WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->
      (n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
    WITH DISTINCT n, COLLECT {
      MATCH (n)-[h:HAS_OBSERVATION WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
        (o:Observation WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.date <= $asOf)
      WITH o ORDER BY o.date DESC, o.id LIMIT 1
      RETURN {value: o.value, date: o.date}
    }[0] AS last
    ORDER BY n.name
    RETURN {indicator: n {.id, .type, .name}, unit: n.unit, target: n.target, direction: n.direction, value: last.value, date: last.date}
  } AS outcomes,
  d.sourceIds + k.sourceIds AS sourceIds, total
ORDER BY date DESC, d.id, x.name, x.id
