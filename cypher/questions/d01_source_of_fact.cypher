// Purpose: Woher stammt diese Aussage? / Where does this statement come from?
// In: factId, or from and to, and relation to choose among the facts between these (each null where it is not given);
//     asOf, visibilities, tenants
// Out: from, relation, to, source, date (of the source), publisher, url, confidence, validFrom, validUntil, enteredAt, enteredBy,
//      factId; sourceIds
// One row per fact and source; a fact by its id is found by the index of its type, facts between two by the index on `id`.
// The question is also asked of facts that have ended, so no day is tested, only visibility and tenant. Who entered it is
// told internally only.
CYPHER 25
CALL () {
  WHEN $factId IS NOT NULL THEN {
    MATCH (a:Entity WHERE a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[r:$(toUpper(replace(split($factId, ':')[1], '-', '_'))) {factId: $factId}]->
      (b:Entity WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
    RETURN a, r, b
  }
  ELSE {
    MATCH (one:Entity {id: $from} WHERE one.visibility IN $visibilities AND one.tenant IN $tenants)
    MATCH (other:Entity {id: $to} WHERE other.visibility IN $visibilities AND other.tenant IN $tenants)
    MATCH (one)-[r]-(other)
    RETURN startNode(r) AS a, r, endNode(r) AS b
  }
}
WITH a, r, b
WHERE r.visibility IN $visibilities AND r.tenant IN $tenants
  AND ($from IS NULL OR $from IN [a.id, b.id]) AND ($to IS NULL OR $to IN [a.id, b.id]) AND type(r) = coalesce($relation, type(r))
UNWIND r.sourceIds AS sourceId
MATCH (s:Entity {id: sourceId} WHERE s.visibility IN $visibilities AND s.tenant IN $tenants)
RETURN
  a {.id, .type, .name} AS from, [type(r)] AS relation, b {.id, .type, .name} AS to,
  s {.id, .type, .name} AS source, s.date AS date, s.publisher AS publisher, s.url AS url, r.confidence AS confidence,
  r.validFrom AS validFrom, r.validUntil AS validUntil, date(datetime({datetime: r.enteredAt, timezone: 'Europe/Berlin'})) AS enteredAt,
  CASE WHEN 'internal' IN $visibilities THEN r.enteredBy END AS enteredBy, r.factId AS factId,
  [s.id] AS sourceIds
ORDER BY relation, validFrom DESC, factId, date DESC, s.id
