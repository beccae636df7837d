// Purpose: Einträge seitenweise / Entities page by page, for one reader
// In: afterId, beforeId (limits of the ids, both exclusive), limit (entities looked at), types (those that may be seen),
//     asOf, visibilities, tenants
// Out: lastId (last one looked at), looked (how many were), entities (those that may be seen)
// The ids of one type have one prefix, so a range of ids is a type, in the order of the index.
CYPHER 25
CALL () {
  MATCH (n:Entity)
  WHERE $afterId < n.id < $beforeId
  RETURN n ORDER BY n.id LIMIT $limit
}
WITH n, n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants
  AND n.type IN $types AND n.name IS NOT NULL AS seen
RETURN max(n.id) AS lastId, count(*) AS looked, collect(CASE WHEN seen THEN properties(n) END) AS entities
