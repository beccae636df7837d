// Purpose: Aussagen ändern / Change facts of one relation
// In: relation, rows (list of {factId, from, to, changed}; null in changed removes the property), seq
// Out: –
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CALL (a, b, row) {
  MATCH (a)-[r:$($relation)]->(b)
  WHERE r.factId = row.factId
  RETURN r
}
SET r += row.changed, r.seqs = coalesce(r.seqs, []) + $seq
