// Purpose: Welches Vorhaben hat nicht genau eine hauptsächliche Stoßrichtung? / Which initiative does not have exactly one primary thrust?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {primaries}
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage <> 'idea')
WITH i, COUNT { (i)
  -[p:PURSUES WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants AND p.primary]->
  (t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants) } AS primaries
WHERE primaries <> 1
WITH i.id AS id, i AS entity, null AS fact, {primaries: primaries} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
