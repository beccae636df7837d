// Purpose: Aussagen zurücknehmen / Remove facts that were never true; a tombstone keeps their history findable
// In: relation, rows (list of {factId, from, to, tenant, visibility}), seq
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
MERGE (t:Tombstone {id: row.factId})
SET t.tenant = row.tenant, t.visibility = row.visibility, t.type = $relation, t.from = row.from, t.to = row.to,
  t.seqs = coalesce(t.seqs, []) + [s IN coalesce(r.seqs, []) WHERE NOT s IN coalesce(t.seqs, [])] + $seq
DELETE r
