// Purpose: Welche Beziehung verbindet, was sie nicht verbinden darf? / Which relation joins what it may not join?
// In: asOf, visibilities, tenants, ends (relation → pairs of types that it may join)
// Out: id, entity (where it is mended), fact (or null), about
CYPHER 25
MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
WHERE NOT a.type + '|' + b.type IN coalesce($ends[type(r)], [])
WITH r.factId AS id, a AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
