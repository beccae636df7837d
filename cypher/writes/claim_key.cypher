// Purpose: Einen Schreibvorgang unter einem Schlüssel beginnen / Begin a write under a key, unless it was done or is being done
// In: key (hash), fingerprint (hash of the request), owner, leaseMs, keptMs
// Out: state (mine, busy: somebody else works on it, other: it was another request, done), status, headers, answer (of what is done)
// The clock is that of the database: servers may differ. Who dies lets the lease run out.
CYPHER 25
MERGE (k:__IdempotencyKey {key: $key})
SET k.tries = coalesce(k.tries, 0) + 1
WITH k, k.fingerprint IS NULL OR k.claimedAt < timestamp() - $keptMs AS fresh
WITH k, fresh, CASE
    WHEN fresh THEN 'mine'
    WHEN k.fingerprint <> $fingerprint THEN 'other'
    WHEN k.status IS NOT NULL THEN 'done'
    WHEN k.until > timestamp() AND k.owner <> $owner THEN 'busy'
    ELSE 'mine'
  END AS state
SET k += CASE WHEN fresh THEN {fingerprint: $fingerprint, claimedAt: timestamp(), status: null, headers: null, answer: null, kept: null} ELSE {} END
SET k += CASE state WHEN 'mine' THEN {owner: $owner, until: timestamp() + $leaseMs} ELSE {} END
RETURN state, k.status AS status, k.headers AS headers, k.answer AS answer
