// Purpose: Hat ein Schreibvorgang dies schon geschrieben? / Did the write under this key do this already?
// In: key, place (of the write among those of its request, from 0)
// Out: kept (JSON of what it answered, or null)
CYPHER 25
MATCH (k:__IdempotencyKey {key: $key})
RETURN k.kept[$place] AS kept
