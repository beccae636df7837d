// Purpose: Was eine Volllieferung nicht mehr nennt / What a full delivery no longer lists: entities and facts of earlier imports or of the same sources
// In: tenant, types, relations, sourceIds, today
// Out: id (entity id or factId), relation (null for an entity), version
// Only what still holds and began before today can end today.
CYPHER 25
MATCH (n:Entity)
WHERE n.tenant = $tenant AND n.type IN $types AND n.validFrom < $today < n.validUntil
  AND (n.batchId IS NOT NULL OR any(id IN n.sourceIds WHERE id IN $sourceIds))
RETURN n.id AS id, null AS relation, n.version AS version
UNION ALL
MATCH (:Entity)-[r]->(:Entity)
WHERE type(r) IN $relations AND r.tenant = $tenant AND r.validFrom < $today < r.validUntil
  AND (r.batchId IS NOT NULL OR any(id IN r.sourceIds WHERE id IN $sourceIds))
RETURN r.factId AS id, type(r) AS relation, r.version AS version
