// Purpose: Gelaufene Migration festhalten / Record a migration that has run
// In: id, checksum
// Out: –
CYPHER 25
MERGE (m:__Migration {id: $id})
SET m.checksum = $checksum, m.at = datetime()
