// Purpose: Behauptungen, strittige zuerst / Claims, contested ones first
// In: statuses, entity (id that the claim speaks of, or null), single (relations of which a target has only one), contestedOnly,
//     offset, limit, asOf, visibilities, tenants
// Out: id, contested, total
// Contested: open, and a fact or another open claim says otherwise. Of what a target has only one: those claimed for that day who
// are not recorded, and those recorded, are more than one. Of any relation, "nicht unser": the claim ended while the fact
// goes on.
// gaps/contested lists what these claims of accountability are about.
CYPHER 25
MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status IN $statuses)
WHERE ($entity IS NULL OR $entity IN [a.fromId, a.toId, a.entityId]) AND (
  EXISTS { MATCH (e:Entity {id: a.entityId} WHERE e.visibility IN $visibilities AND e.tenant IN $tenants) }
  OR EXISTS {
    MATCH (f:Entity {id: a.fromId} WHERE f.visibility IN $visibilities AND f.tenant IN $tenants),
      (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
  }
)
WITH a, a.relation IN $single AND a.status = 'proposed' AND coalesce(a.claimedFrom <= $asOf, true) AND coalesce(a.claimedUntil > $asOf, true) AS one
WITH a,
  CASE WHEN one THEN COLLECT {
    MATCH (o:Entity WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
    WHERE type(r) = a.relation
    RETURN DISTINCT o.id
  } ELSE [] END AS recorded,
  CASE WHEN one THEN COLLECT {
    MATCH (b:Assertion {toId: a.toId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.status = 'proposed')
    WHERE b.relation = a.relation AND coalesce(b.claimedFrom <= $asOf, true) AND coalesce(b.claimedUntil > $asOf, true)
    MATCH (c:Entity {id: b.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
    RETURN DISTINCT c.id
  } ELSE [] END AS claimed
WITH a, recorded, [id IN claimed WHERE NOT id IN recorded] AS claimed
WITH a, a.status = 'proposed' AND (
  size(claimed) > 0 AND size(recorded) + size(claimed) > 1
  OR EXISTS {
    MATCH (o:Entity {id: a.fromId} WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
    WHERE type(r) = a.relation AND a.claimedUntil <= $asOf AND (a.claimedFrom IS NULL OR r.validFrom < a.claimedUntil)
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
