// Purpose: Wie Quellen heißen / What sources are called, newest first
// In: ids, visibilities, tenants
// Out: id, name
// Deliberately without a day: a document stays evidence after its record has ended.
CYPHER 25
UNWIND $ids AS id
MATCH (s:Entity {id: id} WHERE s.visibility IN $visibilities AND s.tenant IN $tenants)
RETURN s.id AS id, s.name AS name
ORDER BY s.date DESC, id
