// Purpose: the plain way to load facts of one relation
// In: relation, rows (list of {from, to, stored})
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[r:$($relation)]->(b)
SET r = row.stored, r.seqs = [0]
