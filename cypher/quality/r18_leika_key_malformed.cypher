// Purpose: Welcher LeiKa-Schlüssel ist falsch geschrieben? / Which LeiKa key is malformed?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {value}
CYPHER 25
MATCH (s:ServiceType WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND NOT s.leikaKey =~ '99[0-9]{12}')
WITH s.id AS id, s AS entity, null AS fact, {value: s.leikaKey} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
