// Purpose: Erstbestand ist geladen / The data that comes with the product is loaded, and never is again by itself
// In: –
// Out: –
CYPHER 25
MATCH (k:__Kommunalgraph)
SET k.seededAt = coalesce(k.seededAt, datetime())
