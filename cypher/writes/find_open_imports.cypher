// Purpose: Importe, die geprüft, aber nicht übernommen sind / Imports that are checked but not written
// In: –
// Out: doc (JSON)
CYPHER 25
MATCH (i:__Import) WHERE i.state IN ['checking', 'checked', 'failed']
RETURN i.doc AS doc
ORDER BY i.id
