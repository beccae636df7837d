// Purpose: Sperre freigeben / Give the lock back
// In: name, owner
// Out: –
CYPHER 25
MATCH (l:__Lock {name: $name, owner: $owner})
SET l.owner = null, l.until = null
