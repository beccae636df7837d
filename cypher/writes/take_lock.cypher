// Purpose: Vorbereitung der Datenbank sperren / Take, or keep, the lock of those who prepare the database
// In: name, owner, leaseMs
// Out: mine (false: somebody else holds it), owner
// A lease, not a transaction: schema statements need transactions of their own. Who dies lets it run out.
CYPHER 25
MERGE (l:__Lock {name: $name})
SET l.tries = coalesce(l.tries, 0) + 1
WITH l, l.owner IS NULL OR l.owner = $owner OR l.until < timestamp() AS free
SET l.owner = CASE WHEN free THEN $owner ELSE l.owner END,
  l.until = CASE WHEN free THEN timestamp() + $leaseMs ELSE l.until END
RETURN free AS mine, l.owner AS owner
