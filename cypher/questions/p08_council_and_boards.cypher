// Purpose: Wer mit Mandat sitzt zugleich in Rat und Aufsichtsgremien? / Which office holders sit in council and supervisory bodies at once?
// In: asOf, visibilities, tenants
// Out: person, boards, council (bodies of the council); sourceIds
// Most seats in supervisory bodies first.
CYPHER 25
MATCH (p:Person WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
  -[m:MEMBER_OF WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->
  (c:Committee WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
WITH p, m, c ORDER BY c.name, c.id
WITH p, collect({c: c, sourceIds: m.sourceIds}) AS seats
WITH p, seats, [s IN seats WHERE s.c.kind IN ['supervisory_board', 'shareholder_meeting', 'association_assembly']] AS boards,
  [s IN seats WHERE s.c.kind IN ['parliament', 'committee', 'faction']] AS council
WHERE size(boards) > 0 AND size(council) > 0
RETURN
  p {.id, .type, .name} AS person, COLLECT { UNWIND boards AS s WITH DISTINCT s.c AS c ORDER BY c.name RETURN c {.id, .type, .name} } AS boards,
  COLLECT { UNWIND council AS s WITH DISTINCT s.c AS c ORDER BY c.name RETURN c {.id, .type, .name} } AS council,
  reduce(ids = [], s IN boards + council | ids + s.sourceIds) AS sourceIds
ORDER BY size(boards) DESC, p.name, p.id
