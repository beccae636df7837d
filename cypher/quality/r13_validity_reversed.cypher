// Purpose: Was hat keine oder eine verkehrte Gültigkeit? / What has no validity, or a reversed one?
// In: visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about
// The validity is what is asked about, so the day is tested nowhere.
CYPHER 25
CALL () {
  MATCH (n:Entity WHERE n.visibility IN $visibilities AND n.tenant IN $tenants AND (n.validFrom IS NULL OR n.validUntil IS NULL OR n.validFrom >= n.validUntil))
  RETURN n.id AS id, n AS entity, null AS fact
  UNION ALL
  MATCH (a:Entity WHERE a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[r WHERE r.visibility IN $visibilities AND r.tenant IN $tenants AND (r.validFrom IS NULL OR r.validUntil IS NULL OR r.validFrom >= r.validUntil)]->
    (b:Entity WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
  RETURN r.factId AS id, a AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact
}
WITH id, entity, fact, {} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
