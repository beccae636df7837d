// Purpose: Aussagen, die bei einem Eintrag enden / Facts of one relation that end at an entity, for the plan
// In: rows (list of {relation, id})
// Out: factId, relation, from, to, version, stored (all properties)
CYPHER 25
UNWIND $rows AS row
MATCH (b:Entity {id: row.id})<-[r:ACCOUNTABLE_FOR|OWNS_SHARE]-(a:Entity)
WHERE type(r) = row.relation
RETURN r.factId AS factId, type(r) AS relation, a.id AS from, b.id AS to, r.version AS version, properties(r) AS stored
