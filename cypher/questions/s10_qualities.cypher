// Purpose: Wie verteilen sich Vorhaben und Geld auf Lebens-, Standort- und Arbeitsqualität? / How do initiatives and money spread over the three qualities?
// In: asOf, visibilities, tenants
// Out: quality, initiatives (number), budgetEur (sum of the known ones), unbudgeted (number without a budget);
//      facts {initiatives (all active ones), aimless (those without a quality), several (those with more than one), unbudgeted}
// Active = decided, planned, running or live. An initiative with several qualities counts in each, and so does its money.
CYPHER 25
CALL () {
  MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['decided', 'planned', 'running', 'live'])
  WITH i, COUNT {
    (i)-[a:AIMS_AT WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->
    (q:TargetQuality WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants)
  } AS aims
  RETURN {
    initiatives: count(*), aimless: sum(CASE WHEN aims = 0 THEN 1 ELSE 0 END), several: sum(CASE WHEN aims > 1 THEN 1 ELSE 0 END),
    unbudgeted: sum(CASE WHEN aims > 0 AND i.budgetEur IS NULL THEN 1 ELSE 0 END)
  } AS facts
}
MATCH (q:TargetQuality WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants)
WITH q, facts, COLLECT {
  MATCH (q)<-[a:AIMS_AT WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
    (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['decided', 'planned', 'running', 'live'])
  RETURN DISTINCT i
} AS aiming
RETURN
  q {.id, .type, .name} AS quality, size(aiming) AS initiatives,
  reduce(sum = 0.0, i IN aiming | sum + coalesce(i.budgetEur, 0.0)) AS budgetEur, size([i IN aiming WHERE i.budgetEur IS NULL]) AS unbudgeted, facts
ORDER BY initiatives DESC, quality.id
