// Purpose: Auf welchem Stand ist die Datenbank? / Which state is the database in?
// In: –
// Out: migration (newest applied, or null), seq (number of the last log entry), indexesOnline, backupAt (ISO text, of the last good backup, or null), backupFailedAt (ISO text, if one failed since, or null)
CYPHER 25
SHOW INDEXES YIELD state
WITH count(CASE WHEN state <> 'ONLINE' THEN 1 END) = 0 AS indexesOnline
OPTIONAL MATCH (m:__Migration)
WITH indexesOnline, max(m.id) AS migration
OPTIONAL MATCH (s:Sequence)
WITH migration, indexesOnline, coalesce(max(s.value), 0) AS seq
OPTIONAL MATCH (b:__Backup {name: 'last'})
RETURN migration, seq, indexesOnline, max(b.at) AS backupAt, max(b.failedAt) AS backupFailedAt
