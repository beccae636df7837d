// Purpose: Welche Verantwortung oder Zuständigkeit gilt länger als das, was sie verbindet? / Which accountability or competence outlives what it joins?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {ended, until}
// The question is about ended things: of the two ends only visibility and tenant are tested.
CYPHER 25
MATCH (a:Entity WHERE a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|STEWARDS|COMPETENT_FOR|PROVIDED_BY WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (b:Entity WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
WHERE r.validUntil > a.validUntil OR r.validUntil > b.validUntil
WITH r, a, b, CASE WHEN r.validUntil > a.validUntil THEN a ELSE b END AS ended
WITH r.factId AS id, CASE WHEN b.validUntil > $asOf THEN b ELSE a END AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact, {ended: ended {.id, .type, .name}, until: ended.validUntil} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
