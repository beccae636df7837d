// Purpose: Welche Systeme oder Verträge laufen in N Monaten aus, und welche Leistungen trifft es? / Which systems or contracts end within N months, and which services are hit?
// In: months, limit (rows at most), asOf, visibilities, tenants
// Out: system, endOfLife, contractUntil (the earliest of the system and of its operation), over (one of both has passed), services, owners; total; facts {services (all that
//      are hit)}
// Also what is over already, as long as it is not retired or something still needs it. Services hit as in T01: at most 12 steps, what is of
// low criticality or has a fallback is not followed. Most services first. Owners may have ended since.
CYPHER 25
MATCH (y:System WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
WITH y, COLLECT {
  MATCH (y)-[b:OPERATED_BY WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.contractUntil IS NOT NULL]->
    (p:Actor WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
  RETURN b.contractUntil
} AS contracts
WITH y, reduce(first = y.contractUntil, c IN contracts | CASE WHEN first IS NULL OR c < first THEN c ELSE first END) AS contractUntil
WHERE y.endOfLife <= $asOf + duration({months: $months}) OR contractUntil <= $asOf + duration({months: $months})
WITH y, contractUntil, COLLECT {
  MATCH (y)
    ((m)<-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
        AND coalesce(r.criticality, 'high') <> 'low' AND NOT coalesce(r.fallback, false)]-
      (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,12}
    (s:Service)
  WITH DISTINCT s ORDER BY s.name, s.id
  RETURN s
} AS services, EXISTS {
  (y)<-[d:DEPENDS_ON|STORED_IN WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]-
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
} AS needed
WHERE y.lifecycle <> 'retired' OR needed
WITH y, contractUntil, services ORDER BY size(services) DESC, coalesce(y.endOfLife, contractUntil), y.name, y.id
WITH collect({y: y, contractUntil: contractUntil, services: services}) AS found
WITH found[..$limit] AS listed, size(found) AS total, COLLECT {
  UNWIND found AS f
  UNWIND f.services AS s
  RETURN DISTINCT s.id
} AS hit
UNWIND listed AS f
WITH f, f.y AS y, total, {services: size(hit)} AS facts
RETURN
  y {.id, .type, .name} AS system, y.endOfLife AS endOfLife, f.contractUntil AS contractUntil,
  coalesce(y.endOfLife <= $asOf, false) OR coalesce(f.contractUntil <= $asOf, false) AS over,
  [s IN f.services | s {.id, .type, .name}] AS services,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->(y)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners, total, facts
