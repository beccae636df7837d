// Purpose: Wie viel ist es in wie vielen Schritten? / How much is it, in how many steps?
// In: id, maxDepth (1 to 12), asOf, visibilities, tenants
// Out: depth, type, count
// Asked only where queries/impact_dependencies had to stop at its limit. Counts everything, so its cost grows with what is
// reached; a smaller depth is really less work. The start is never counted, also where it lies on a cycle.
CYPHER 25
MATCH (start:Entity {id: $id} WHERE start.visibility IN $visibilities AND start.tenant IN $tenants)
CALL (start) {
  WHEN $maxDepth <= 2 THEN {
    MATCH p = (start)
      (()-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA
          WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,2}
      (x:Entity)
    WHERE x <> start
    WITH x, min(length(p)) AS depth
    FILTER depth <= $maxDepth
    RETURN depth, x.type AS type, count(*) AS count
  }
  WHEN $maxDepth <= 4 THEN {
    MATCH p = (start)
      (()-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA
          WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,4}
      (x:Entity)
    WHERE x <> start
    WITH x, min(length(p)) AS depth
    FILTER depth <= $maxDepth
    RETURN depth, x.type AS type, count(*) AS count
  }
  ELSE {
    MATCH p = (start)
      (()-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA
          WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,12}
      (x:Entity)
    WHERE x <> start
    WITH x, min(length(p)) AS depth
    FILTER depth <= $maxDepth
    RETURN depth, x.type AS type, count(*) AS count
  }
}
RETURN depth, type, count
ORDER BY depth, type
