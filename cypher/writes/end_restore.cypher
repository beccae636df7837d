// Purpose: Wiederherstellung ist vollständig / A restore is complete
// In: –
// Out: –
CYPHER 25
MATCH (k:__Kommunalgraph)
SET k.restoringSince = null, k.seededAt = coalesce(k.seededAt, datetime())
