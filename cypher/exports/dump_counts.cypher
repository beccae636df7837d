// Purpose: Wie viel wird gesichert? / How much is there to dump?
// In: –
// Out: entities, log, tombstones, migration (newest applied, or null)
CYPHER 25
CALL () { MATCH (n:Entity) RETURN count(n) AS entities }
CALL () { MATCH (n:LogEntry) RETURN count(n) AS log }
CALL () { MATCH (n:Tombstone) RETURN count(n) AS tombstones }
CALL () { OPTIONAL MATCH (m:__Migration) RETURN max(m.id) AS migration }
RETURN entities, log, tombstones, migration
