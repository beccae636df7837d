// Purpose: Einträge zu Namen und amtlichen Schlüsseln / Entities by exact names and official keys, for the ends in a file
// In: texts, tenants
// Out: id, type, name, shortName, tenant, validUntil, keys (official keys of it that were asked for)
// One pass over the tenant: a file may name thousands, and a pass costs less than a seek for each of them in each type.
CYPHER 25
MATCH (n:Entity)
WHERE n.tenant IN $tenants
WITH n, [key IN [n.registerId, n.ags, n.ars, n.leikaKey, n.ozgId, n.fimKey, n.citation, n.reference] WHERE key IN $texts] AS keys
WHERE n.name IN $texts OR n.shortName IN $texts OR size(keys) > 0
RETURN n.id AS id, n.type AS type, n.name AS name, n.shortName AS shortName, n.tenant AS tenant, n.validUntil AS validUntil, keys
