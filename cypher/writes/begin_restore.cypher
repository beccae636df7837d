// Purpose: Wiederherstellung beginnt / A restore begins: until it ends, nobody may take what is there for the whole
// In: –
// Out: –
CYPHER 25
MATCH (k:__Kommunalgraph)
SET k.restoringSince = datetime()
