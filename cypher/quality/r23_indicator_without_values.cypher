// Purpose: Welche Kennzahl hat keinen Ausgangs- oder Zielwert oder wurde zwölf Monate nicht erhoben? / Which indicator lacks a baseline or target, or was not observed for twelve months?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {baseline, target, observed}
CYPHER 25
MATCH (n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
WITH n, n.baseline IS NOT NULL AS baseline, n.target IS NOT NULL AS target, EXISTS { (n)
  -[h:HAS_OBSERVATION WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
  (o:Observation WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.date > $asOf - duration('P1Y')) } AS observed
WHERE NOT (baseline AND target AND observed)
WITH n.id AS id, n AS entity, null AS fact, {baseline: baseline, target: target, observed: observed} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
