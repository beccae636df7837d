// Purpose: Welche Indizes gibt es schon? / Which indexes are there already, those behind constraints included?
// In: –
// Out: name
CYPHER 25
SHOW INDEXES YIELD name
RETURN name
