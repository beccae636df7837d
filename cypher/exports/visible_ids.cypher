// Purpose: Welche dieser Einträge darf man sehen? / Which of these entities may be seen?
// In: ids, visibilities, tenants
// Out: id
// Of any day: a source proves what it says also after its own validity.
CYPHER 25
UNWIND $ids AS id
MATCH (n:Entity {id: id} WHERE n.visibility IN $visibilities AND n.tenant IN $tenants)
RETURN n.id AS id
