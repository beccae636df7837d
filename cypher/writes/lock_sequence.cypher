// Purpose: Schreibsperre nehmen / Take the one lock of all writers
// In: –
// Out: seq (number of the latest log entry), held (a dump is being made: nothing may be written)
// Setting a property to itself takes the lock until the transaction ends; REMOVE of a missing one does not (tried).
CYPHER 25
MATCH (s:Sequence {name: 'changes'})
SET s.value = s.value
RETURN s.value AS seq, EXISTS { MATCH (l:__Lock {name: 'writes'} WHERE l.owner IS NOT NULL AND l.until > timestamp()) } AS held
