// Purpose: how large is the graph?
// Out: entities, facts
CYPHER 25
MATCH (n:Entity)
RETURN count(n) AS entities, sum(COUNT { (n)-->(:Entity) }) AS facts
