// Purpose: Alle Aussagen über einen Eintrag / Every fact of an entity, for the plan
// In: ids
// Out: factId, relation, from, to, version, stored (all properties)
CYPHER 25
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r]-(:Entity)
RETURN r.factId AS factId, type(r) AS relation, startNode(r).id AS from, endNode(r).id AS to, r.version AS version, properties(r) AS stored
