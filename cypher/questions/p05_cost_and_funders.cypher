// Purpose: Was kostet X, wer zahlt, welcher Anteil ist fremdfinanziert? / What does X cost, who pays, what share is external?
// In: id, asOf, visibilities, tenants
// Out: funder, kind, programme, amountEur, sharePct (of what is funded), until; sourceIds;
//      facts {budgetEur, fundedEur, externalEur, externalPct}
// One row per funder and pot, largest first; one row without a funder if nobody pays, for the facts.
CYPHER 25
MATCH (i:Initiative&Entity {id: $id} WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
WITH i, COLLECT {
  MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->(i)
  WITH a, f ORDER BY f.amountEur DESC, a.name, f.factId
  RETURN {
    ref: a {.id, .type, .name}, kind: f.kind, programme: f.programme, amountEur: f.amountEur, until: f.until,
    sourceIds: f.sourceIds
  }
} AS funds
WITH i, funds, reduce(sum = 0.0, f IN funds | sum + f.amountEur) AS fundedEur,
  reduce(sum = 0.0, f IN funds | sum + CASE WHEN f.kind = 'own_budget' THEN 0.0 ELSE f.amountEur END) AS externalEur
UNWIND CASE WHEN size(funds) = 0 THEN [null] ELSE funds END AS f
RETURN
  f.ref AS funder, f.kind AS kind, f.programme AS programme, f.amountEur AS amountEur,
  round(100.0 * f.amountEur / nullIf(fundedEur, 0.0), 1) AS sharePct, f.until AS until, f.sourceIds AS sourceIds,
  {
    budgetEur: i.budgetEur, fundedEur: fundedEur, externalEur: externalEur,
    externalPct: round(100.0 * externalEur / nullIf(fundedEur, 0.0), 1)
  } AS facts
ORDER BY amountEur DESC, funder.name
