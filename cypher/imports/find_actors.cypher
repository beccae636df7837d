// Purpose: Handelnde, die es schon gibt / Actors that are there already: what a council information system names is matched with them
// In: tenants
// Out: id, name, shortName, oparlId, sameAs
CYPHER 25
MATCH (n:Organization|OrgUnit|Committee)
WHERE n.tenant IN $tenants
RETURN n.id AS id, n.name AS name, n.shortName AS shortName, n.oparlId AS oparlId, n.sameAs AS sameAs
ORDER BY id
