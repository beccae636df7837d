// Purpose: Ein Import / One import
// In: id
// Out: doc (JSON; no row if there is none)
CYPHER 25
MATCH (i:__Import {id: $id})
RETURN i.doc AS doc
