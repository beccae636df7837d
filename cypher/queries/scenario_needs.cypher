// Purpose: Was brauchen diese, und wer braucht sie? / What do these need, and who needs them?
// In: ids, asOf, visibilities, tenants
// Out: from, relation, to
// One step only; both ends exist that day.
CYPHER 25
UNWIND $ids AS id
MATCH (x:Entity {id: id} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  -[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
  (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
WITH DISTINCT type(r) AS relation, CASE WHEN startNode(r) = x THEN x ELSE y END AS a, CASE WHEN startNode(r) = x THEN y ELSE x END AS b
ORDER BY a.name, a.id, relation, b.name, b.id
RETURN a {.id, .type, .name} AS from, relation, b {.id, .type, .name} AS to
