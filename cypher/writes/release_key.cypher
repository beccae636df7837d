// Purpose: Einen Schlüssel freigeben / Let go of a key; where something was written under it, whoever asks again gets that
// In: key, owner
// Out: –
CYPHER 25
MATCH (k:__IdempotencyKey {key: $key, owner: $owner})
SET k.until = 0
WITH k WHERE k.kept IS NULL
DELETE k
