// Purpose: Merken, wann zuletzt gesichert wurde / Remember when a backup was made, or failed
// In: values (of at, bytes, failedAt; null takes one out)
// Out: –
CYPHER 25
MERGE (b:__Backup {name: 'last'})
SET b += $values
