// Derived from api/contract/ontology by `npm run derive`: do not edit.
// Purpose: Alle Aussagen seitenweise, auch beendete / All facts page by page, closed ones too, for the dump
// In: afterId, beforeId (limits of the factIds, both exclusive), limit
// Out: lastId, looked, facts (all that is stored, and the ids of the ends)
CYPHER 25
CALL () {
  MATCH (a:Entity)-[r:ACCOUNTABLE_FOR]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:RESPONSIBLE_FOR]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:CONTRIBUTES_TO]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:FUNDS]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:STEWARDS]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:TOOK]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:CONCERNS]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:MOVED]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:PURSUES]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:AIMS_AT]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:MEASURED_BY]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:HAS_OBSERVATION]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:CHANGES]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:SERVES]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:NEEDS_SKILL]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:HAS_SKILL]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:PART_OF]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:POST_IN]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:HOLDS_POST]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:REPORTS_TO]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:MEMBER_OF]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:OWNS_SHARE]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:COOPERATES_WITH]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:SUCCEEDED_BY]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:IN_SPHERE]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:LOCATED_IN]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:SERVES_AREA]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:INSTANCE_OF]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:COMPETENT_FOR]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:PROVIDED_BY]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:BASED_ON]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:HAS_PROCESS]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:HAS_STEP]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:REVIEWS]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:RAISED]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:DEPENDS_ON]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:OPERATED_BY]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:OFFERED_BY]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:COVERS]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:USES_OFFERING]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:STORED_IN]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
  UNION ALL
  MATCH (a:Entity)-[r:USES_DATA]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit
}
RETURN max(r.factId) AS lastId, count(*) AS looked, collect({
  relation: type(r), from: a.id, to: b.id, stored: properties(r)
}) AS facts
