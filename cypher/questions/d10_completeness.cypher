// Purpose: Wie vollständig sind die Vorhaben? / How complete are the initiatives?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: initiative, stage, missing (number), owner, decision, thrust, quality, measure, funding (whether it is known); total (of those that lack something);
//      facts {initiatives, complete, owner, decision, thrust, quality, measure, funding}
// Least complete first; complete ones are counted, not listed, so one row without an initiative if all are, for the facts. Who is
// accountable or decided may have ended since. A decision counts as in gaps/no_decision_or_budget.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
WITH i,
  EXISTS { (i)<-[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-(o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants) } AS owner,
  EXISTS {
    (i)<-[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds']]-
    (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
    <-[u:TOOK WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND u.authoritative]-(c:Actor WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
  } AS decision,
  EXISTS { (i)-[p:PURSUES WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->(t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants) } AS thrust,
  EXISTS { (i)-[g:AIMS_AT WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants]->(q:TargetQuality WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants) } AS quality,
  EXISTS { (i)-[m:MEASURED_BY WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->(n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants) } AS measure,
  EXISTS { (i)<-[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]-(a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants) } AS funding
WITH i, owner, decision, thrust, quality, measure, funding, size([known IN [owner, decision, thrust, quality, measure, funding] WHERE NOT known]) AS missing
ORDER BY missing DESC, i.name, i.id
WITH collect({i: i, missing: missing, owner: owner, decision: decision, thrust: thrust, quality: quality, measure: measure, funding: funding}) AS rows
WITH [x IN rows WHERE x.missing > 0] AS found, {
  initiatives: size(rows), complete: size([x IN rows WHERE x.missing = 0]), owner: size([x IN rows WHERE x.owner]),
  decision: size([x IN rows WHERE x.decision]), thrust: size([x IN rows WHERE x.thrust]), quality: size([x IN rows WHERE x.quality]),
  measure: size([x IN rows WHERE x.measure]), funding: size([x IN rows WHERE x.funding])
} AS facts
WITH found[..$limit] AS listed, size(found) AS total, facts
UNWIND CASE WHEN size(listed) = 0 THEN [null] ELSE listed END AS x
WITH x, x.i AS i, total, facts
RETURN
  i {.id, .type, .name} AS initiative, i.stage AS stage, x.missing AS missing, x.owner AS owner, x.decision AS decision, x.thrust AS thrust,
  x.quality AS quality, x.measure AS measure, x.funding AS funding, total, facts
