// Purpose: Was steht mit nichts in Beziehung? / What has no relation at all?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
// Exempt are evidence, code lists and what is shared: catalogues and law serve whoever needs them. Of a person without
// a mandate R27 tells.
CYPHER 25
MATCH (n:Entity&!Source&!Assertion&!ImportBatch&!Sphere&!Thrust&!TargetQuality&!Skill&!Territory&!Person WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.tenant <> 'shared')
WHERE NOT EXISTS { (n)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
  (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants) }
WITH n.id AS id, n AS entity, null AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
