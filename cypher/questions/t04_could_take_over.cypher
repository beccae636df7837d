// Purpose: Was könnten wir als EfA- oder DVC-Angebot übernehmen? / What could be taken over as an EfA or DVC offering?
// In: asOf, visibilities, tenants
// Out: service, offering, reuseModel, status, fit, providers, ownSystems (own systems that the service needs), annualCases; sourceIds
// An offering covers the type of a service in the catalogue; the municipality delivers that type, but neither its service rests on the
// offering nor does the municipality use it or is it taking it over. Services with own systems first, then those with many cases.
CYPHER 25
MATCH (o:Offering WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.reuseModel IN ['efa', 'dvc', 'state_central'] AND o.status IN ['pilot', 'live'])
  -[c:COVERS WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]->
  (t:ServiceType WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
  <-[i:INSTANCE_OF WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]-
  (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
WHERE NOT EXISTS {
  (s)-[d:DEPENDS_ON WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]->(o)
} AND NOT EXISTS {
  (o)<-[u:USES_OFFERING WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND coalesce(u.stage, 'live') IN ['onboarding', 'live']]-
  (m:Organization WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants AND m.id = 'org:ars:' + s.tenant)
}
WITH s, o, c, COLLECT {
  MATCH (s)
    (()-[r:DEPENDS_ON|HAS_PROCESS|HAS_STEP WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,5}
    (y:System WHERE y.provision = 'own' AND coalesce(y.lifecycle, 'active') <> 'retired')
  WITH DISTINCT y ORDER BY y.name
  RETURN y {.id, .type, .name}
} AS ownSystems
RETURN
  s {.id, .type, .name} AS service, o {.id, .type, .name} AS offering, o.reuseModel AS reuseModel, o.status AS status, c.fit AS fit,
  COLLECT {
    MATCH (o)-[f:OFFERED_BY WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->
      (p:Organization WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
    WITH DISTINCT p ORDER BY p.name
    RETURN p {.id, .type, .name}
  } AS providers,
  ownSystems, s.annualCases AS annualCases, c.sourceIds AS sourceIds
ORDER BY size(ownSystems) > 0 DESC, coalesce(annualCases, 0) DESC, s.name, o.name, o.id
