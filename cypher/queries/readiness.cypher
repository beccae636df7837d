// Purpose: Auf welchem Stand ist die Datenbank? / Which state is the database in?
// In: –
// Out: migration (newest applied, or null), seq (number of the last log entry), indexes (name and state of each), backupAt (ISO text, of the last good backup, or null), backupFailedAt (ISO text, if one failed since, or null)
CYPHER 25
SHOW INDEXES YIELD name, state
WITH collect({name: name, state: state}) AS indexes
OPTIONAL MATCH (m:__Migration)
WITH indexes, max(m.id) AS migration
OPTIONAL MATCH (s:Sequence)
WITH migration, indexes, coalesce(max(s.value), 0) AS seq
OPTIONAL MATCH (b:__Backup {name: 'last'})
RETURN migration, seq, indexes, max(b.at) AS backupAt, max(b.failedAt) AS backupFailedAt
