// Purpose: Mit dem Schreiben merken, dass es geschehen ist / Remember under its key, with the write, that it is done
// In: key, kept (JSON of what it answers)
// Out: –
CYPHER 25
MATCH (k:__IdempotencyKey {key: $key})
SET k.kept = coalesce(k.kept, []) + [$kept]
