// Purpose: Wie heißen diese Einträge heute, und wer darf sie sehen? / What are these entities called today, and who may see them?
// In: ids
// Out: id, type, name (null when it is gone), visibility (at the end, when it is gone)
// Asked by the log only, which shows a thing if it is visible to the reader; so no pattern here restricts it.
CYPHER 25
UNWIND $ids AS id
OPTIONAL MATCH (n:Entity {id: id})
OPTIONAL MATCH (t:Tombstone {id: id})
WITH id, n, t
WHERE n IS NOT NULL OR t IS NOT NULL
RETURN id, coalesce(n.type, t.type) AS type, n.name AS name, coalesce(n.visibility, t.visibility) AS visibility
