// Purpose: Was hängt von sich selbst ab? / What depends on itself?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {milder}
// By itself: a violation. Through other initiatives: a schedule that bites its tail, which is `milder`, a warning.
CYPHER 25
MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
WHERE EXISTS { (a)
  -[d:DEPENDS_ON WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]->
  (a) } OR a:Initiative AND EXISTS { (a) (()
  -[s:DEPENDS_ON WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
  (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)){2,6} (a) }
WITH a.id AS id, a AS entity, null AS fact, {milder: NOT EXISTS { (a)
  -[e:DEPENDS_ON WHERE e.validFrom <= $asOf < e.validUntil AND e.visibility IN $visibilities AND e.tenant IN $tenants]->
  (a) }} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
