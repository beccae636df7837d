// Purpose: Welcher Gemeinde- oder Regionalschlüssel ist falsch geschrieben? / Which municipality or regional key is malformed?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {ags, ars}
CYPHER 25
MATCH (n:Organization|Territory WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND (NOT coalesce(n.ags =~ '[0-9]{8}', true) OR NOT coalesce(n.ars =~ '[0-9]{12}', true)))
WITH n.id AS id, n AS entity, null AS fact, {ags: n.ags, ars: n.ars} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
