// Purpose: Auf welchem Stand ist die Datenbank? / Which state is the database in?
// In: –
// Out: migration (newest applied, or null), seq (number of the last log entry), indexesOnline
CYPHER 25
SHOW INDEXES YIELD state
WITH count(CASE WHEN state <> 'ONLINE' THEN 1 END) = 0 AS indexesOnline
OPTIONAL MATCH (m:__Migration)
WITH indexesOnline, max(m.id) AS migration
OPTIONAL MATCH (s:Sequence)
RETURN migration, coalesce(max(s.value), 0) AS seq, indexesOnline
