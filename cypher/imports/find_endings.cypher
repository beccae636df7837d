// Purpose: Was eine Volllieferung nicht mehr nennt / What a full delivery no longer lists: entities and facts of earlier imports or of the same sources
// In: tenant, types, relations, sourceIds, today
// Out: id (entity id or factId), relation (null for an entity), validUntil, name (of an entity), from, to (names of the ends of a fact)
// Only what still holds and began before today can end today.
CYPHER 25
MATCH (n:Entity)
WHERE n.tenant = $tenant AND n.type IN $types AND n.validFrom < $today < n.validUntil
  AND (n.batchId IS NOT NULL OR any(id IN n.sourceIds WHERE id IN $sourceIds))
RETURN n.id AS id, null AS relation, n.validUntil AS validUntil, n.name AS name, null AS from, null AS to
UNION ALL
MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) IN $relations AND r.tenant = $tenant AND r.validFrom < $today < r.validUntil
  AND (r.batchId IS NOT NULL OR any(id IN r.sourceIds WHERE id IN $sourceIds))
RETURN r.factId AS id, type(r) AS relation, r.validUntil AS validUntil, null AS name, a.name AS from, b.name AS to
