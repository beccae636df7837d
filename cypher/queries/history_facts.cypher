// Purpose: Wer darf diese Aussagen heute sehen? / Who may see these facts today?
// In: rows (list of {factId, from, to})
// Out: factId, visibility (at the end, when it is gone)
// Asked by the log only, which shows a fact if it is visible to the reader; so no pattern here restricts it.
CYPHER 25
UNWIND $rows AS row
CALL (row) {
  OPTIONAL MATCH (a:Entity {id: row.from})-[r]->(b:Entity {id: row.to})
  WHERE r.factId = row.factId
  RETURN collect(r.visibility)[0] AS stored
}
OPTIONAL MATCH (t:Tombstone {id: row.factId})
WITH row.factId AS factId, coalesce(stored, t.visibility) AS visibility
WHERE visibility IS NOT NULL
RETURN factId, visibility
