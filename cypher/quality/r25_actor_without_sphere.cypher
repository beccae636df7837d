// Purpose: Welcher Akteur steht in keiner Sphäre, weder selbst noch durch seine Einordnung? / Which actor stands in no sphere, neither itself nor by where it belongs?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
// A shared organisation is this municipality's business once something of its own leads there: spheres are said by each
// municipality for itself (decisions 3).
CYPHER 25
MATCH (a:Organization|OrgUnit|Committee|Post WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
WHERE (a.tenant <> 'shared' OR EXISTS { (a)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants AND r.tenant <> 'shared']-
  (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants) }) AND NOT EXISTS {
  (a) (()
    -[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
    (m:Actor WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){0,6}
    ()
      -[s:IN_SPHERE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
      (z:Sphere WHERE z.validFrom <= $asOf < z.validUntil AND z.visibility IN $visibilities AND z.tenant IN $tenants)
}
WITH a.id AS id, a AS entity, null AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
