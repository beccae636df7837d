// Purpose: Eine gespeicherte Ansicht / One saved view
// In: id
// Out: doc (JSON)
CYPHER 25
MATCH (v:__SavedView {id: $id})
RETURN v.doc AS doc
