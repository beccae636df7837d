// Purpose: Welche Leistung beruht auf Bundesrecht und könnte gemeinsam vollzogen werden? / Which service rests on federal law and could be executed jointly?
// In: asOf, visibilities, tenants
// Out: service, annualCases, law, leikaType, executes (who executes it in the municipality), reviews (open competence reviews), offerings
//      (that cover it); sourceIds
// Federal law, executed by the municipality on behalf (types 2 and 3 of the catalogue), without a process that leaves much local discretion.
// Most cases first.
CYPHER 25
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  -[i:INSTANCE_OF WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
  (t:ServiceType WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND left(t.leikaType, 1) IN ['2', '3'])
WHERE NOT EXISTS {
  (s)-[h:HAS_PROCESS WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
  (q:Process WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants)
  (()-[g:HAS_STEP WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants]->
    (n:Process WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){0,3}
  (p:Process WHERE p.localDiscretion = 'high')
}
WITH s, t, COLLECT {
  MATCH (t)-[b:BASED_ON WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants]->
    (l:LegalBasis WHERE l.validFrom <= $asOf < l.validUntil AND l.visibility IN $visibilities AND l.tenant IN $tenants AND l.jurisdiction = 'federal')
  WITH l, b ORDER BY l.name
  RETURN {ref: l {.id, .type, .name}, sourceIds: b.sourceIds}
} AS law, COLLECT {
  MATCH (s)<-[k:COMPETENT_FOR WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.function = 'execution' AND k.level = 'municipal']-
    (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  WITH a, k ORDER BY a.name
  RETURN {ref: a {.id, .type, .name}, sourceIds: k.sourceIds}
} AS executes
WHERE size(law) > 0 AND size(executes) > 0
RETURN
  s {.id, .type, .name} AS service, s.annualCases AS annualCases, [x IN law | x.ref] AS law, t.leikaType AS leikaType,
  [x IN executes | x.ref] AS executes,
  COLLECT {
    MATCH (s)<-[v:REVIEWS WHERE v.validFrom <= $asOf < v.validUntil AND v.visibility IN $visibilities AND v.tenant IN $tenants]-
      (w:CompetenceReview WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants AND w.status <> 'rejected')
    WITH DISTINCT w ORDER BY w.name
    RETURN w {.id, .type, .name}
  } AS reviews,
  COLLECT {
    MATCH (t)<-[c:COVERS WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]-
      (o:Offering WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.status IN ['pilot', 'live'])
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS offerings,
  reduce(ids = [], x IN law + executes | ids + x.sourceIds) AS sourceIds
ORDER BY coalesce(annualCases, 0) DESC, s.name, s.id
