// Purpose: Aussagen umhängen, erster Schritt / Take facts out whose ends move; they are put in again with the same factId
// In: relation, rows (list of {factId, from, to})
// Out: factId, seqs (numbers of the log entries that touched it)
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CALL (a, b, row) {
  MATCH (a)-[r:$($relation)]->(b)
  WHERE r.factId = row.factId
  RETURN r
}
WITH r, r.factId AS factId, coalesce(r.seqs, []) AS seqs
DELETE r
RETURN factId, seqs
