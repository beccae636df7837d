// Purpose: Alles Übrige / Whatever else is kept beside the graph (mark, sequence, municipalities, former ids, decisions of stewards, accounts), for the dump
// In: –
// Out: labels, stored, moments, days, floats (names of what is stored as such)
// Locks and migrations belong to a database and not to what it holds; a staged import is given up, not moved; a session ends here, and so does what a write is asked again by.
CYPHER 25
MATCH (n:!Entity&!LogEntry&!Tombstone&!__Lock&!__Migration&!__Import&!__ImportChunk&!__Session&!__Backup&!__IdempotencyKey)
RETURN labels(n) AS labels, properties(n) AS stored, [k IN keys(n) WHERE n[k] IS :: ZONED DATETIME] AS moments,
  [k IN keys(n) WHERE n[k] IS :: DATE] AS days, [k IN keys(n) WHERE n[k] IS :: FLOAT] AS floats
