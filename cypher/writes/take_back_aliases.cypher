// Purpose: Weiterleitung zurücknehmen / An entity is there again under its own id: nothing leads elsewhere from it
// In: ids
// Out: –
CYPHER 25
UNWIND $ids AS id
MATCH (a:Alias {id: id})
DELETE a
WITH id
MATCH (b:Alias WHERE b.via[-1] = id)
SET b.target = id, b.via = b.via[..-1]
