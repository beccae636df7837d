// Purpose: Wer gilt als Konzern Kommune, ohne mit der Kommune verbunden zu sein? / Who counts as municipal group without any tie to the municipality?
// In: asOf, visibilities, tenants, home
// Out: id, entity (where it is mended), fact (or null), about
// The municipality itself is the one that the request names: who may read may read it.
CYPHER 25
MATCH (e:Organization WHERE e.validFrom <= $asOf < e.validUntil AND e.visibility IN $visibilities AND e.tenant IN $tenants)
  -[s:IN_SPHERE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
  (z:Sphere WHERE z.validFrom <= $asOf < z.validUntil AND z.visibility IN $visibilities AND z.tenant IN $tenants AND z.code = 'municipal_group')
WHERE e.id <> $home
  AND NOT EXISTS { (e) (()
    <-[o:OWNS_SHARE WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants]-
    (w:Organization WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){1,6} (c:Entity {id: $home}) }
  AND NOT EXISTS { (e) (()
    -[p:PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
    (m:Organization WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,6} (d:Entity {id: $home}) }
  AND NOT EXISTS { (f:Entity {id: $home})-[q:MEMBER_OF WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->(e) }
WITH DISTINCT e
WITH e.id AS id, e AS entity, null AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
