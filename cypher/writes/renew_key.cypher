// Purpose: Einen Schlüssel behalten, solange gearbeitet wird / Hold a key while it is worked on
// In: key, owner, leaseMs
// Out: –
CYPHER 25
MATCH (k:__IdempotencyKey {key: $key, owner: $owner})
SET k.until = timestamp() + $leaseMs
