// Purpose: In welcher Organisation ergeben die Anteile mehr als 100 %? / In which organisation do the shares exceed 100 %?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {total}
// The bound is that of the door: 33.33 three times is no fault.
CYPHER 25
MATCH (o:Organization WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.interestType = 'shareholding']->
  (e:Organization WHERE e.validFrom <= $asOf < e.validUntil AND e.visibility IN $visibilities AND e.tenant IN $tenants)
WITH e, sum(coalesce(s.sharePct, s.shareMin, 0.0)) AS total
WHERE total > 100.01
WITH e.id AS id, e AS entity, null AS fact, {total: total} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
