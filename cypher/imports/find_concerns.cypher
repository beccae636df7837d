// Purpose: Was Beschlüsse zu einer Vorlage betreffen / What the decisions on a paper concern
// In: tenants
// Out: address (of the paper), ids (of what its decisions concern)
CYPHER 25
MATCH (d:Decision)-[:CONCERNS]->(x:Entity)
WHERE d.tenant IN $tenants
UNWIND d.sourceIds AS sourceId
MATCH (s:Source {id: sourceId})
UNWIND coalesce(s.sameAs, []) + [s.url] AS address
WITH address, x.id AS id
WHERE address IS NOT NULL
RETURN address, collect(DISTINCT id) AS ids
