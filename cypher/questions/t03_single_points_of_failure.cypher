// Purpose: Wo sind die größten Klumpenrisiken? / Where are the single points of failure?
// In: home, limit (rows at most), asOf, visibilities, tenants
// Out: point (system, offering or organisation), services (number that would fail with it), sharePct (of all services), owners; total;
//      facts {services}
// Counted from the services along what they need, at most 12 steps, which is far less than from every system backwards. As in T01, what is
// of low criticality or has a fallback is not followed. The municipality itself is no risk in this sense, and what one service alone rests
// on is no cluster. Owners may have ended since.
CYPHER 25
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
WITH count(s) AS every
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  ((m)-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
      AND coalesce(r.criticality, 'high') <> 'low' AND NOT coalesce(r.fallback, false)]->
    (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,12}
  (x:System|Offering|Organization)
WITH DISTINCT s, x, every
WITH x, every, count(*) AS services
WHERE services > 1 AND x.id <> $home
WITH x, every, services ORDER BY services DESC, x.type DESC, x.name, x.id
WITH every, collect({x: x, services: services}) AS found
WITH every, found[..$limit] AS listed, size(found) AS total
UNWIND listed AS f
WITH f, f.x AS x, every, total
RETURN
  x {.id, .type, .name} AS point, f.services AS services, round(100.0 * f.services / every, 1) AS sharePct,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->(x)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners, total, {services: every} AS facts
