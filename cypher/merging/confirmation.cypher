// Purpose: Was einer Stelle zugeschrieben wird / What a unit, its parts and the posts in them are said to own
// In: id, asOf, visibilities, tenants
// Out: factId (of the fact, or id of the claim), claim, relation, actor, part (the unit, or the part of it, that the actor is or
//      belongs to), thing, since, until, confidence, sourceIds, version, visibility, thingVersion, note
// A head of department answers for the offices below, too. What is part of two of them is listed once.
CYPHER 25
MATCH (u:Entity {id: $id} WHERE u.visibility IN $visibilities)
CALL (u) {
  MATCH (u)
    (()<-[b:PART_OF WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants]-
      (m:Actor WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){0,6} (w)
  RETURN DISTINCT w AS within
}
CALL (within) {
  RETURN within AS actor
  UNION
  MATCH (p:Post WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
    -[i:POST_IN WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->(within)
  RETURN p AS actor
}
WITH u, actor, within ORDER BY within <> u, within.name, within.id
WITH u, actor, collect(within)[0] AS within
WITH u, collect({actor: actor, within: within}) AS asked
CALL (asked) {
  UNWIND asked AS one
  WITH one.actor AS actor, one.within AS within
  MATCH (actor)-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|STEWARDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  RETURN actor, within, r.factId AS factId, false AS claim, type(r) AS relation, x, r.validFrom AS since, r.validUntil AS until,
    r.confidence AS confidence, r.sourceIds AS sourceIds, r.version AS version, r.visibility AS visibility, r.note AS note
  UNION ALL
  // Once for all of them: claims have no index by who they name.
  MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status = 'proposed')
  WHERE a.relation IN ['ACCOUNTABLE_FOR', 'RESPONSIBLE_FOR', 'STEWARDS'] AND a.claimedUntil IS NULL
  WITH a, [one IN asked WHERE one.actor.id = a.fromId][0] AS one
  WHERE one IS NOT NULL
  WITH a, one.actor AS actor, one.within AS within
  MATCH (x:Entity {id: a.toId} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  WITH a, actor, within, x
  WHERE NOT EXISTS {
    (actor)-[q WHERE type(q) = a.relation AND q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->(x)
  }
  RETURN actor, within, a.id AS factId, true AS claim, a.relation AS relation, x, coalesce(a.claimedFrom, date('0001-01-01')) AS since,
    date('9999-12-31') AS until, a.confidence AS confidence, a.sourceIds AS sourceIds, a.version AS version, a.visibility AS visibility,
    a.reason AS note
}
RETURN factId, claim, relation, actor {.id, .type, .name} AS actor, within {.id, .type, .name} AS part, x {.id, .type, .name} AS thing,
  since, until, confidence, sourceIds, version, visibility, x.version AS thingVersion, note
ORDER BY within <> u, within.name, within.id, claim, relation, x.name, factId
