// Purpose: Sitzung beginnen und alte aufräumen / Begin a session and clear away old ones
// In: hash, account, role, units (list or null), issuer (or null), at (ISO text), until (ISO text), keep (most sessions of one account)
// Out: –
CYPHER 25
CREATE (:__Session {hash: $hash, account: $account, role: $role, units: $units, issuer: $issuer, createdAt: $at, until: $until})
WITH 1 AS begun
CALL () {
  MATCH (old:__Session) WHERE old.until < $at
  DELETE old
}
CALL () {
  MATCH (mine:__Session {account: $account})
  WITH mine ORDER BY mine.createdAt DESC SKIP $keep
  DELETE mine
}
CALL () {
  MATCH (a:__Account {account: $account}) WHERE $issuer IS NULL
  SET a.lastLoginAt = $at, a.failures = 0
  REMOVE a.pausedUntil
}
