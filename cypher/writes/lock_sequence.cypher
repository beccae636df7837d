// Purpose: Schreibsperre nehmen / Take the one lock of all writers
// In: –
// Out: seq (number of the latest log entry), held (a dump is being made: nothing may be written)
// Only a value that really changes takes the lock until the transaction ends: a property set to itself does not, nor does
// REMOVE of a missing one (tried, with five writers at once).
CYPHER 25
MATCH (s:Sequence {name: 'changes'})
SET s.writeId = randomUUID()
RETURN s.value AS seq, EXISTS { MATCH (l:__Lock {name: 'writes'} WHERE l.owner IS NOT NULL AND l.until > timestamp()) } AS held
