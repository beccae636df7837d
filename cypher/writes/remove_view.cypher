// Purpose: Gespeicherte Ansicht löschen / Delete a saved view
// In: id
// Out: removed (how many)
CYPHER 25
MATCH (v:__SavedView {id: $id})
DELETE v
RETURN count(*) AS removed
