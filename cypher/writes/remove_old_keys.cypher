// Purpose: Alte Schlüssel entfernen / Remove keys that are over
// In: keptMs
// Out: –
CYPHER 25
MATCH (k:__IdempotencyKey) WHERE k.claimedAt < timestamp() - $keptMs
WITH k LIMIT 10000
DELETE k
