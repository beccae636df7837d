// Purpose: Welches System endet, bevor endet, was es braucht? / Which system ends before what depends on it?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {dependents, endOfLife, retired}
CYPHER 25
MATCH (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  -[d:DEPENDS_ON WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]->
  (y:System WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants AND (y.lifecycle = 'retired' OR y.endOfLife IS NOT NULL))
WHERE y.lifecycle = 'retired' OR y.endOfLife <= $asOf OR y.endOfLife < d.validUntil < date('9999-12-31')
WITH y, count(DISTINCT x) AS dependents
WITH y.id AS id, y AS entity, null AS fact, {dependents: dependents, endOfLife: y.endOfLife, retired: y.lifecycle = 'retired'} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
