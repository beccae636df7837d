// Purpose: Gespeicherter Stand von Einträgen / Entities as they are stored, for the plan
// In: ids
// Out: id, type, version, stored (all properties)
CYPHER 25
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, n.type AS type, n.version AS version, properties(n) AS stored
