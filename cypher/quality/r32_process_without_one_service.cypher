// Purpose: Welcher Prozess gehört nicht zu genau einer Leistung, oder ist Teil seiner selbst? / Which process does not belong to exactly one service, or is part of itself?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {services, cyclic}
CYPHER 25
MATCH (p:Process WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants AND p.level = 'process')
WITH p, COUNT { (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  -[h:HAS_PROCESS WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
  (p) } AS services, EXISTS { (p) (()
  -[t:HAS_STEP WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants]->
  (q:Process WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants)){1,6} (p) } AS cyclic
WHERE services <> 1 OR cyclic
WITH p.id AS id, p AS entity, null AS fact, {services: services, cyclic: cyclic} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
