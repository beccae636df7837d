// Purpose: Was einer Stelle zugeschrieben wird / What a unit is said to own, also through its posts
// In: id, asOf, visibilities, tenants
// Out: factId (of the fact, or id of the claim), claim, relation, actor, thing, since, until, confidence, sourceIds,
//      version, visibility, thingVersion, note
CYPHER 25
MATCH (u:Entity {id: $id} WHERE u.visibility IN $visibilities)
CALL (u) {
  RETURN u AS actor
  UNION
  MATCH (p:Post WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
    -[i:POST_IN WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->(u)
  RETURN p AS actor
}
CALL (actor) {
  MATCH (actor)-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|STEWARDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  RETURN r.factId AS factId, false AS claim, type(r) AS relation, x, r.validFrom AS since, r.validUntil AS until,
    r.confidence AS confidence, r.sourceIds AS sourceIds, r.version AS version, r.visibility AS visibility, r.note AS note
  UNION
  MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status = 'proposed')
  WHERE a.fromId = actor.id AND a.relation IN ['ACCOUNTABLE_FOR', 'RESPONSIBLE_FOR', 'STEWARDS'] AND a.claimedUntil IS NULL
  MATCH (x:Entity {id: a.toId} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  WITH actor, a, x
  WHERE NOT EXISTS {
    (actor)-[q WHERE type(q) = a.relation AND q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->(x)
  }
  RETURN a.id AS factId, true AS claim, a.relation AS relation, x, coalesce(a.claimedFrom, date('0001-01-01')) AS since, date('9999-12-31') AS until,
    a.confidence AS confidence, a.sourceIds AS sourceIds, a.version AS version, a.visibility AS visibility, a.reason AS note
}
RETURN factId, claim, relation, actor {.id, .type, .name} AS actor, x {.id, .type, .name} AS thing, since, until, confidence, sourceIds, version, visibility,
  x.version AS thingVersion, note
ORDER BY claim, relation, x.name, factId
