// Purpose: Welche häufigen Leistungen sind wenig digital? / Which high-volume services have low maturity?
// In: minCases, asOf, visibilities, tenants
// Out: service, annualCases, maturity, maturityModel, maturityPct (of its own scale), inWork (initiatives that change it); facts {unrated
//      (services with so many cases and no known maturity), rated}
// Little = below 60 % of its own scale: the two models have 4 and 7 levels. In work = by an initiative that is decided, planned, running or live.
// One row without a service if there is none, for the facts.
CYPHER 25
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.annualCases >= $minCases)
WITH s, 100.0 * s.maturity / CASE s.maturityModel WHEN '2.0' THEN 7 ELSE 4 END AS pct
ORDER BY s.annualCases DESC, s.name, s.id
WITH collect({s: s, pct: pct}) AS frequent
WITH [f IN frequent WHERE f.pct < 60] AS found, {unrated: size([f IN frequent WHERE f.pct IS NULL]), rated: size([f IN frequent WHERE f.pct IS NOT NULL])} AS facts
UNWIND CASE WHEN size(found) = 0 THEN [null] ELSE found END AS f
WITH f, f.s AS s, facts
RETURN
  s {.id, .type, .name} AS service, s.annualCases AS annualCases, s.maturity AS maturity, s.maturityModel AS maturityModel,
  round(f.pct, 0) AS maturityPct,
  COLLECT {
    MATCH (s)<-[c:CHANGES WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]-
      (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['decided', 'planned', 'running', 'live'])
    WITH DISTINCT i ORDER BY i.name
    RETURN i {.id, .type, .name}
  } AS inWork, facts
