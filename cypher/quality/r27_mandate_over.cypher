// Purpose: Welche Person hat kein öffentliches Amt oder seit 24 Monaten kein Mandat mehr? / Which person holds no public office, or no mandate for 24 months?
// In: asOf, visibilities, tenants, nameless (what stands in place of a name that is gone)
// Out: id, entity (where it is mended), fact (or null), about {office, mandate}
// The question is about what ended in the last 24 months: of mandates and what they are in, only visibility and tenant
// are tested beside that.
CYPHER 25
MATCH (p:Person WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants AND p.name <> $nameless)
WITH p, coalesce(p.publicOffice, false) AS office, EXISTS {
  (p)
    -[m:MEMBER_OF|HOLDS_POST WHERE m.visibility IN $visibilities AND m.tenant IN $tenants AND m.validFrom <= $asOf AND m.validUntil > $asOf - duration('P24M')]->
    (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
} AS mandate
WHERE NOT (office AND mandate)
WITH p.id AS id, p AS entity, null AS fact, {office: office, mandate: mandate} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
