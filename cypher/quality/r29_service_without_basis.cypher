// Purpose: Welche Leistung hat keine Rechtsgrundlage oder keine vollziehende Stelle? / Which service lacks a legal basis or an executing authority?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {based, executed}
CYPHER 25
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.taskType <> 'internal')
WITH s, EXISTS { (s)
  -[i:INSTANCE_OF WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
  (t:ServiceType WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
  -[b:BASED_ON WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants]->
  (l:LegalBasis WHERE l.validFrom <= $asOf < l.validUntil AND l.visibility IN $visibilities AND l.tenant IN $tenants) } AS based,
  EXISTS { (s)
    <-[c:COMPETENT_FOR WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants AND c.function = 'execution']-
    (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants) } AS executed
WHERE NOT (based AND executed)
WITH s.id AS id, s AS entity, null AS fact, {based: based, executed: executed} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
