// Purpose: Welche Gremien haben entschieden? / Which bodies have decided?
// In: asOf, visibilities, tenants
// Out: committee, decisions (how many of its decisions, those with authority)
// A body may have ended since it decided: of it only visibility and tenant are tested.
CYPHER 25
MATCH (c:Committee WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
  -[t:TOOK WHERE t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->
  (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf)
WITH c, count(DISTINCT d) AS decisions ORDER BY decisions DESC, c.name, c.id
RETURN c {.id, .type, .name} AS committee, decisions
