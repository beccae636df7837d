// Purpose: Was hat keine Quelle? / What has no source?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
CYPHER 25
CALL () {
  MATCH (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND coalesce(size(n.sourceIds), 0) = 0)
  WHERE NOT (n:Source OR n:ImportBatch)
  RETURN n.id AS id, n AS entity, null AS fact
  UNION ALL
  MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants AND coalesce(size(r.sourceIds), 0) = 0]->
    (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
  RETURN r.factId AS id, a AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact
}
WITH id, entity, fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
