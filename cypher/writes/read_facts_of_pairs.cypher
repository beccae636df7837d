// Purpose: Aussagen zwischen zwei Einträgen / Facts of one relation between two entities, for the plan
// In: rows (list of {relation, from, to})
// Out: factId, relation, from, to, version, stored (all properties)
// The subquery makes it Expand(Into) between the two: without it, every edge of the source is read (seen in the plan).
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CALL (a, b, row) {
  MATCH (a)-[r:$(row.relation)]->(b)
  RETURN r
}
RETURN r.factId AS factId, type(r) AS relation, a.id AS from, b.id AS to, r.version AS version, properties(r) AS stored
