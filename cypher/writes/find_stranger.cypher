// Purpose: Gehört diese Datenbank uns? / Does this database belong to Kommunalgraph, or to something else?
// In: –
// Out: ours (the mark is there), stranger (labels of a node that we did not write, or null)
CYPHER 25
OPTIONAL MATCH (k:__Kommunalgraph)
WITH count(k) > 0 AS ours
CALL () {
  OPTIONAL MATCH (n:!__Kommunalgraph&!__Lock&!__Migration&!Sequence)
  RETURN n LIMIT 1
}
RETURN ours, CASE WHEN n IS NULL THEN null ELSE labels(n) END AS stranger
