// Purpose: Was zu einer Behauptung schon als Tatsache gilt / Facts that say what a claim says, or otherwise
// In: ids, single (relations of which a target has only one), asOf, visibilities, tenants
// Out: claim, factId, from, to, validFrom, validUntil, version, visibility, sourceIds
CYPHER 25
UNWIND $ids AS id
MATCH (a:Entity&Assertion {id: id} WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
MATCH (t:Entity {id: a.toId} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
MATCH (o:Entity WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(t)
WHERE type(r) = a.relation AND (o.id = a.fromId OR a.relation IN $single)
RETURN id AS claim, r.factId AS factId, o {.id, .type, .name} AS from, t {.id, .type, .name} AS to, r.validFrom AS validFrom,
  r.validUntil AS validUntil, r.version AS version, r.visibility AS visibility, r.sourceIds AS sourceIds
ORDER BY validFrom, factId
