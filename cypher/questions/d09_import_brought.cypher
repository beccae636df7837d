// Purpose: Was hat ein Import gebracht? / What did an import bring?
// In: id (of the batch), asOf, visibilities, tenants
// Out: batch, at (day), rows, created, updated, rejected (as the import counted), entities, relations (that still bear it), examples (of the entities,
//      ten at most), by; sourceIds
// What was changed since by others bears their batch or none. Who carried it out is told internally only.
CYPHER 25
MATCH (b:ImportBatch&Entity {id: $id} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
WITH b, COLLECT {
  MATCH (n:Entity {batchId: b.id} WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
  WITH n ORDER BY n.name, n.id
  RETURN n
} AS entities, COUNT {
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  -[r {batchId: b.id} WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
} AS relations
RETURN
  b {.id, .type, .name} AS batch, date(datetime({datetime: b.at, timezone: 'Europe/Berlin'})) AS at, b.rows AS rows, b.created AS created, b.updated AS updated, b.rejected AS rejected,
  size(entities) AS entities, relations, [n IN entities[..10] | n {.id, .type, .name}] AS examples,
  CASE WHEN 'internal' IN $visibilities THEN b.by END AS by, b.sourceIds AS sourceIds
