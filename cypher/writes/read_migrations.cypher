// Purpose: Welche Migrationen sind gelaufen? / Which migrations have run?
// In: –
// Out: id, checksum
CYPHER 25
MATCH (m:__Migration)
RETURN m.id AS id, m.checksum AS checksum
ORDER BY id
