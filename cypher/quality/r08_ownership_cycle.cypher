// Purpose: Welche Organisation gehört sich über ihre Beteiligungen selbst? / Which organisation owns itself through its shareholdings?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
// Only who owns and is owned can stand on a cycle: the cheap question first.
CYPHER 25
MATCH (a:Organization WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
WHERE EXISTS { (a)
  -[f:OWNS_SHARE WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->
  (b:Organization WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants) } AND EXISTS { (a)
  <-[g:OWNS_SHARE WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants]-
  (c:Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants) }
  AND EXISTS { (a) (()
    -[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
    (m:Organization WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,8} (a) }
WITH a.id AS id, a AS entity, null AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
