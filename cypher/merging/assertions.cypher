// Purpose: Behauptungen mit allem, was für und gegen sie spricht / Claims with what speaks for and against them
// In: ids, single (relations of which a target has only one), asOf, visibilities, tenants
// Out: id, name, status, relation, from, to, key, claimedFrom, claimedUntil, entity, property, claimedValue, currentValue, reason,
//      by, at, sources (list of {id, name}), sourceIds, version, visibility, tenant,
//      facts (list of {factId, from, to, validFrom, validUntil, version, visibility, sources, sourceIds}),
//      claims (list of {id, name, fromId, claimedValue, version, from, reason})
CYPHER 25
UNWIND range(0, size($ids) - 1) AS place
WITH place, $ids[place] AS id
MATCH (a:Assertion {id: id} WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
OPTIONAL MATCH (f:Entity {id: a.fromId} WHERE f.visibility IN $visibilities AND f.tenant IN $tenants)
OPTIONAL MATCH (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
OPTIONAL MATCH (e:Entity {id: a.entityId} WHERE e.visibility IN $visibilities AND e.tenant IN $tenants)
RETURN a.id AS id, a.name AS name, a.status AS status, a.relation AS relation,
  f {.id, .type, .name} AS from, t {.id, .type, .name} AS to,
  a.key AS key, a.claimedFrom AS claimedFrom, a.claimedUntil AS claimedUntil,
  e {.id, .type, .name} AS entity, a.property AS property, a.claimedValue AS claimedValue,
  CASE WHEN a.property IS NULL THEN null ELSE e[a.property] END AS currentValue,
  a.reason AS reason, a.by AS by, a.at AS at, a.version AS version, a.visibility AS visibility, a.tenant AS tenant, a.sourceIds AS sourceIds,
  COLLECT {
    MATCH (s:Source WHERE s.id IN a.sourceIds AND s.visibility IN $visibilities AND s.tenant IN $tenants)
    WITH s ORDER BY s.date DESC, s.id
    RETURN s {.id, .name}
  } AS sources,
  COLLECT {
    MATCH (o:Entity WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(t)
    WHERE type(r) = a.relation AND (o = f OR a.relation IN $single)
    WITH o, r ORDER BY r.validFrom, r.factId
    RETURN {
      factId: r.factId, from: o {.id, .type, .name}, to: t {.id, .type, .name}, validFrom: r.validFrom, validUntil: r.validUntil,
      version: r.version, visibility: r.visibility, sourceIds: r.sourceIds,
      sources: COLLECT {
        MATCH (s:Source WHERE s.id IN r.sourceIds AND s.visibility IN $visibilities AND s.tenant IN $tenants)
        WITH s ORDER BY s.date DESC, s.id
        RETURN s {.id, .name}
      }
    }
  } AS facts,
  COLLECT {
    MATCH (b:Assertion WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.status = 'proposed')
    WHERE b <> a AND (
      (b.toId = a.toId AND b.relation = a.relation) OR (b.entityId = a.entityId AND b.property = a.property)
    )
    OPTIONAL MATCH (c:Entity {id: b.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
    WITH b, c ORDER BY b.name, b.id
    RETURN {id: b.id, name: b.name, reason: b.reason, fromId: b.fromId, claimedValue: b.claimedValue, claimedUntil: b.claimedUntil, version: b.version, sourceIds: b.sourceIds, from: c.name}
  } AS claims
ORDER BY place
