// Purpose: Wo hat ein Reifegrad kein Modell, oder liegt er außerhalb? / Where is a maturity without its model, or off its scale?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {maturity, model}
CYPHER 25
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.maturity IS NOT NULL)
WHERE s.maturityModel IS NULL OR NOT 0 <= s.maturity <= CASE s.maturityModel WHEN '2.0' THEN 7 ELSE 4 END
WITH s.id AS id, s AS entity, null AS fact, {maturity: s.maturity, model: s.maturityModel} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
