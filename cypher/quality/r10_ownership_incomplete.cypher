// Purpose: Wo gelten die Anteilseigner als vollständig, ergeben aber weniger als 100 %? / Where are all owners said to be recorded, but the shares stay below 100 %?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {total}
CYPHER 25
MATCH (e:Organization WHERE e.validFrom <= $asOf < e.validUntil AND e.visibility IN $visibilities AND e.tenant IN $tenants AND e.ownershipComplete)
OPTIONAL MATCH (o:Organization WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.interestType = 'shareholding']->
  (e)
WITH e, sum(coalesce(s.sharePct, s.shareMax, 0.0)) AS total
WHERE total < 99.99
WITH e.id AS id, e AS entity, null AS fact, {total: total} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
