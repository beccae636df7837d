// Purpose: Behauptungen, strittige zuerst / Claims, contested ones first
// In: statuses, entity (id that the claim speaks of, or null), single (relations of which a target has only one), contestedOnly,
//     offset, limit, asOf, visibilities, tenants
// Out: id, contested, total
// Contested: open, and an open fact or another open claim says otherwise. A claim that ends a fact says otherwise, too.
CYPHER 25
MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status IN $statuses)
WHERE ($entity IS NULL OR $entity IN [a.fromId, a.toId, a.entityId]) AND (
  EXISTS { MATCH (e:Entity {id: a.entityId} WHERE e.visibility IN $visibilities AND e.tenant IN $tenants) }
  OR EXISTS {
    MATCH (f:Entity {id: a.fromId} WHERE f.visibility IN $visibilities AND f.tenant IN $tenants),
      (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
  }
)
WITH a, a.status = 'proposed' AND (
  EXISTS {
    MATCH (o:Entity WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
    WHERE type(r) = a.relation
      AND ((o.id <> a.fromId AND a.relation IN $single) OR (o.id = a.fromId AND a.claimedUntil < r.validUntil))
  }
  OR EXISTS {
    MATCH (b:Assertion {toId: a.toId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.status = 'proposed')
    WHERE b.relation = a.relation AND a.relation IN $single AND b.fromId <> a.fromId
  }
  OR EXISTS {
    MATCH (b:Assertion {entityId: a.entityId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.status = 'proposed')
    WHERE b.property = a.property AND b.claimedValue <> a.claimedValue
  }
) AS contested
WHERE contested OR NOT $contestedOnly
ORDER BY contested DESC, a.name, a.id
WITH collect({id: a.id, contested: contested}) AS found
WITH found, size(found) AS total
UNWIND found[$offset..$offset + $limit] AS one
RETURN one.id AS id, one.contested AS contested, total
