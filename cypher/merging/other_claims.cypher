// Purpose: Was sonst noch behauptet wird / Other open claims about the same side or the same property
// In: ids, asOf, visibilities, tenants
// Out: claim, id, name, reason, fromId, from (name), claimedValue, claimedUntil, version, sourceIds
CYPHER 25
UNWIND $ids AS claim
MATCH (a:Entity&Assertion {id: claim} WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
CALL (a) {
  MATCH (b:Assertion {toId: a.toId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
  WHERE b.relation = a.relation
  RETURN b
  UNION
  MATCH (b:Assertion {entityId: a.entityId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
  WHERE b.property = a.property
  RETURN b
}
WITH claim, a, b WHERE b <> a AND b.status = 'proposed'
OPTIONAL MATCH (c:Entity {id: b.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
RETURN claim, b.id AS id, b.name AS name, b.reason AS reason, b.fromId AS fromId, c.name AS from, b.claimedValue AS claimedValue,
  b.claimedUntil AS claimedUntil, b.version AS version, b.sourceIds AS sourceIds
ORDER BY name, id
