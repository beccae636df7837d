// Purpose: Was verbindet diese Einträge untereinander? / What joins these entities among each other?
// In: ids, limit (edges at most), asOf, visibilities, tenants
// Out: one row: edges (list of maps as the map draws them), sourceIds (of the entities themselves)
CYPHER 25
WITH COLLECT {
  UNWIND $ids AS id
  MATCH (a:Entity {id: id} WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
  WHERE b.id IN $ids
  WITH DISTINCT a, r, b ORDER BY r.factId LIMIT $limit
  RETURN {
    factId: r.factId, type: type(r), from: a.id, to: b.id, validFrom: r.validFrom, validUntil: r.validUntil,
    confidence: r.confidence, visibility: r.visibility, criticality: r.criticality, sourceIds: r.sourceIds
  }
} AS edges
RETURN edges, COLLECT {
  UNWIND $ids AS id
  MATCH (n:Entity {id: id} WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
  UNWIND n.sourceIds AS sourceId
  RETURN DISTINCT sourceId
} AS sourceIds
