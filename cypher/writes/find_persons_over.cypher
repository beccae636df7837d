// Purpose: Wessen Mandat ist vor diesem Tag zu Ende gegangen? / Whose last mandate ended by this day, and is still named?
// In: before (ISO day), nameless
// Out: id
// Over all tenants and all visibilities: what nobody sees is kept all the same. Invented persons of a demo are nobody.
CYPHER 25
MATCH (p:Person)
WHERE p.name <> $nameless AND NOT EXISTS { (:__Tenant {tenant: p.tenant, fictional: true}) }
OPTIONAL MATCH (p)-[m:MEMBER_OF|HOLDS_POST]->(:Entity)
WITH p, coalesce(max(m.validUntil), p.validUntil) AS last
WHERE last <= $before
RETURN p.id AS id
ORDER BY id
