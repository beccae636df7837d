// Purpose: Welcher Anteil besteht an etwas ohne eigene Rechtspersönlichkeit? / Which share is in a body without legal personality?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
CYPHER 25
MATCH (o:Organization WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
  (e:Organization WHERE e.validFrom <= $asOf < e.validUntil AND e.visibility IN $visibilities AND e.tenant IN $tenants)
WHERE NOT coalesce(e.legalPersonality, false) OR e.legalForm IN ['eigenbetrieb', 'regiebetrieb']
WITH s.factId AS id, e AS entity, {factId: s.factId, relation: type(s), from: o {.id, .type, .name}, to: e {.id, .type, .name}} AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
