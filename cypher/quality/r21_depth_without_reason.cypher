// Purpose: Welche Tiefe ist ohne Begründung eingestuft, oder als umgestaltend, obwohl nur nachgebildet wird? / Which depth is rated without a reason, or called transformative though it only imitates?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {unreasoned, contradicted}
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.depth <> 'unrated')
WITH i, coalesce(trim(i.depthRationale), '') = '' AS unreasoned, i.depth = 'transformative' AND EXISTS { (i)
  -[c:CHANGES WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants) } AND NOT EXISTS { (i)
  -[d:CHANGES WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.mode <> 'imitates']->
  (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants) } AS contradicted
WHERE unreasoned OR contradicted
WITH i.id AS id, i AS entity, null AS fact, {unreasoned: unreasoned, contradicted: contradicted} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
