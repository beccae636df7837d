// Purpose: Alle Einträge seitenweise, auch beendete / All entities page by page, ended ones too, for the dump
// In: afterId, beforeId (limits of the ids, both exclusive), limit
// Out: lastId, looked, entities (all that is stored)
CYPHER 25
CALL () {
  MATCH (n:Entity)
  WHERE $afterId < n.id < $beforeId
  RETURN n ORDER BY n.id LIMIT $limit
}
RETURN max(n.id) AS lastId, count(*) AS looked, collect(properties(n)) AS entities
