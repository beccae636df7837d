// Purpose: Behauptungen im Ganzen / Claims as they are stored, with the ends that they name
// In: ids, asOf, visibilities, tenants
// Out: id, name, status, relation, from, to, key, claimedFrom, claimedUntil, entity, property, claimedValue, currentValue, reason,
//      by, at, sourceIds, version, visibility, tenant
CYPHER 25
UNWIND $ids AS id
MATCH (a:Entity&Assertion {id: id} WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
OPTIONAL MATCH (f:Entity {id: a.fromId} WHERE f.visibility IN $visibilities AND f.tenant IN $tenants)
OPTIONAL MATCH (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
OPTIONAL MATCH (e:Entity {id: a.entityId} WHERE e.visibility IN $visibilities AND e.tenant IN $tenants)
RETURN a.id AS id, a.name AS name, a.status AS status, a.relation AS relation,
  f {.id, .type, .name} AS from, t {.id, .type, .name} AS to,
  a.key AS key, a.claimedFrom AS claimedFrom, a.claimedUntil AS claimedUntil,
  e {.id, .type, .name} AS entity, a.property AS property, a.claimedValue AS claimedValue,
  CASE WHEN a.property IS NULL THEN null ELSE e[a.property] END AS currentValue,
  a.reason AS reason, a.by AS by, a.at AS at, a.version AS version, a.visibility AS visibility, a.tenant AS tenant, a.sourceIds AS sourceIds
