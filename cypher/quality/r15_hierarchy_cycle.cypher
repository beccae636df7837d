// Purpose: Was ist über seine Einordnung Teil seiner selbst oder sich selbst unterstellt? / What is part of itself, or reports to itself?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
// Only what is above and below something can stand on a cycle: the cheap question first.
CYPHER 25
MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
WHERE EXISTS { (a)
  -[f:PART_OF|REPORTS_TO WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->
  (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants) } AND EXISTS { (a)
  <-[g:PART_OF|REPORTS_TO WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants]-
  (c:Entity WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants) }
  AND (EXISTS { (a) (()
    -[p:PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
    (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,8} (a) } OR EXISTS { (a) (()
    -[q:REPORTS_TO WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
    (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,8} (a) })
WITH a.id AS id, a AS entity, null AS fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
