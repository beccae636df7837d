// Purpose: Welches laufende Vorhaben hat keine Zielqualität, kein Wirkungsmaß oder keine Zielgruppe? / Which running initiative lacks a target quality, an outcome measure or a user group?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {aimed, measured, serves}
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['running', 'live'])
WITH i, EXISTS { (i)
  -[a:AIMS_AT WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->
  (q:TargetQuality WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants) } AS aimed, EXISTS { (i)
  -[m:MEASURED_BY WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->
  (n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.level <> 'output') } AS measured, EXISTS { (i)
  -[s:SERVES WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
  (u:UserGroup WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants) } AS serves
WHERE NOT (aimed AND measured AND serves)
WITH i.id AS id, i AS entity, null AS fact, {aimed: aimed, measured: measured, serves: serves} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
