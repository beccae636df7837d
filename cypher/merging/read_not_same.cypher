// Purpose: Was als „nicht dasselbe“ gemerkt ist / Pairs of which somebody said that they are two
// In: visibilities, tenants
// Out: key, a, b (both {id, type, name}; what was merged since by the id that it leads to), reason, by, at
CYPHER 25
MATCH (m:NotSame WHERE m.tenant IN $tenants)
OPTIONAL MATCH (c:Alias {id: m.a})
OPTIONAL MATCH (d:Alias {id: m.b})
WITH m, coalesce(c.target, m.a) AS first, coalesce(d.target, m.b) AS second
MATCH (a:Entity {id: first} WHERE a.visibility IN $visibilities AND a.tenant IN $tenants)
MATCH (b:Entity {id: second} WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
WHERE a <> b
RETURN m.key AS key, a {.id, .type, .name} AS a, b {.id, .type, .name} AS b, m.reason AS reason, m.by AS by, m.at AS at
ORDER BY at DESC, key
