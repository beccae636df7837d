// Purpose: Welcher Datensatz hat keine Pflege, keine Lizenz oder keine Rechtsgrundlage? / Which dataset lacks a steward, a licence or a legal basis?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {stewarded, licensed, based}
CYPHER 25
MATCH (x:Dataset WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WITH x, EXISTS { (x)
  <-[s:STEWARDS WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.role = 'steward']-
  (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants) } AS stewarded, NOT coalesce(x.openData, false) OR x.licence IS NOT NULL AS licensed,
  x.personalData = 'none' OR EXISTS { (x)
    -[b:BASED_ON WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants]->
    (l:LegalBasis WHERE l.validFrom <= $asOf < l.validUntil AND l.visibility IN $visibilities AND l.tenant IN $tenants) } AS based
WHERE NOT (stewarded AND licensed AND based)
WITH x.id AS id, x AS entity, null AS fact, {stewarded: stewarded, licensed: licensed, based: based} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
