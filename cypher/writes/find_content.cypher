// Purpose: Ist die Datenbank leer? / Is the database empty, so that a dump can be restored into it?
// In: –
// Out: stranger (labels of something that it holds, or null), restoringSince (a restore began and did not end, or null)
CYPHER 25
OPTIONAL MATCH (k:__Kommunalgraph)
WITH max(k.restoringSince) AS restoringSince
CALL () {
  OPTIONAL MATCH (n:!__Kommunalgraph&!__Lock&!__Migration&!Sequence&!__Backup)
  RETURN n LIMIT 1
}
RETURN CASE WHEN n IS NULL THEN null ELSE labels(n) END AS stranger, restoringSince
