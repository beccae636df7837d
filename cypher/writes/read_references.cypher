// Purpose: Wer nennt einen Eintrag, der entfernt werden soll? / Who names, by id, what is to be removed?
// In: ids
// Out: id (what is named), by (id of the entity, or factId, that names it)
// Reads everything: removals are rare, and nothing may be left that names what is gone.
CYPHER 25
MATCH (n:Entity)
UNWIND coalesce(n.sourceIds, []) + [n.batchId, n.fromId, n.toId, n.entityId] AS id
WITH n, id WHERE id IN $ids AND id <> n.id
RETURN DISTINCT id, n.id AS by
UNION
MATCH (:Entity)-[r]->(:Entity)
UNWIND coalesce(r.sourceIds, []) + [r.batchId, r.onBehalfOf] AS id
WITH r, id WHERE id IN $ids
RETURN DISTINCT id, r.factId AS by
