// Purpose: Datenbank als unsere kennzeichnen / Mark the database as ours
// In: –
// Out: –
CYPHER 25
MERGE (k:__Kommunalgraph)
ON CREATE SET k.createdAt = datetime()
