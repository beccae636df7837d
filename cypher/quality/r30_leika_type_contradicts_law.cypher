// Purpose: Wo passt der LeiKa-Typ nicht zur Rechtsgrundlage? / Where does the LeiKa type contradict the legal basis?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {leikaType}
CYPHER 25
MATCH (s:ServiceType WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.leikaType IS NOT NULL)
WITH s, [code IN split(s.leikaType, ', ') | CASE left(code, 1) WHEN '1' THEN 'federal' WHEN '2' THEN 'federal' WHEN '3' THEN 'federal' WHEN '4' THEN 'state' WHEN '5' THEN 'municipal' END] AS expected
WHERE NONE(one IN expected WHERE one IS NULL)
  AND EXISTS { (s)
    -[b:BASED_ON WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants]->
    (l:LegalBasis WHERE l.validFrom <= $asOf < l.validUntil AND l.visibility IN $visibilities AND l.tenant IN $tenants) }
  AND NOT EXISTS { (s)
    -[c:BASED_ON WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]->
    (m:LegalBasis WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants AND (m.jurisdiction IN expected OR m.jurisdiction = 'eu')) }
WITH s.id AS id, s AS entity, null AS fact, {leikaType: s.leikaType} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
