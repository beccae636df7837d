// Purpose: Was hängt noch an einer Kommune, die entfernt werden soll? / What of others depends on a municipality that is to be removed?
// In: tenant
// Out: id (an entity or fact of another tenant), at most 1,000
// Facts of others at its entities, and values of others that name its entities.
CYPHER 25
MATCH (n:Entity {tenant: $tenant})
WITH collect(n.id) AS ids, collect(n) AS gone
CALL (gone) {
  UNWIND gone AS n
  MATCH (n)-[r]-(:Entity)
  WHERE r.tenant <> $tenant
  RETURN r.factId AS id
}
RETURN DISTINCT id LIMIT 1000
UNION
MATCH (n:Entity {tenant: $tenant})
WITH collect(n.id) AS ids
MATCH (m:Entity)
WHERE m.tenant <> $tenant
  AND any(id IN coalesce(m.sourceIds, []) + [m.batchId, m.fromId, m.toId, m.entityId] WHERE id IN ids)
RETURN DISTINCT m.id AS id LIMIT 1000
UNION
MATCH (n:Entity {tenant: $tenant})
WITH collect(n.id) AS ids
MATCH (:Entity)-[r]->(:Entity)
WHERE r.tenant <> $tenant AND any(id IN coalesce(r.sourceIds, []) + [r.batchId, r.onBehalfOf] WHERE id IN ids)
RETURN DISTINCT r.factId AS id LIMIT 1000
