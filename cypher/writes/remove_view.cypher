// Purpose: Gespeicherte Ansicht löschen / Delete a saved view
// In: id
// Out: –
CYPHER 25
MATCH (v:__SavedView {id: $id})
DELETE v
