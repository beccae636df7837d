// Purpose: Wann wurde der mitgelieferte Bestand geladen oder entfernt? / When was the data that comes with the product loaded or removed?
// In: –
// Out: seededAt, demoRemovedAt
CYPHER 25
MATCH (k:__Kommunalgraph)
RETURN k.seededAt AS seededAt, k.demoRemovedAt AS demoRemovedAt
