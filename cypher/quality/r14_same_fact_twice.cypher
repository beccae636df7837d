// Purpose: Welche Aussage steht doppelt da? / Which fact is recorded twice?
// In: asOf, visibilities, tenants, factKeys (relation → properties that distinguish its facts)
// Out: id, entity (where it is mended), fact (or null), about {other}
// Same: relation, both ends and the key of the relation (decisions 6); both hold on this day.
CYPHER 25
MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
WITH a, b, type(r) AS relation, collect(r) AS facts
WHERE size(facts) > 1
UNWIND facts AS r
WITH a, b, relation, [property IN coalesce($factKeys[relation], []) | r[property]] AS key, r ORDER BY r.factId
WITH a, b, relation, key, collect(r) AS same
WHERE size(same) > 1
UNWIND same[1..] AS r
WITH r.factId AS id, a AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact, {other: same[0].factId} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
