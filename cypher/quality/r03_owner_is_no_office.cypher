// Purpose: Wer ist verantwortlich oder pflegt, ohne Stelle, Amt oder Organisation zu sein? / Who owns or stewards without being a post, a unit or an organisation?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
CYPHER 25
MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|STEWARDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE NOT (a:Post OR a:OrgUnit OR a:Organization)
WITH r.factId AS id, x AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: x {.id, .type, .name}} AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
