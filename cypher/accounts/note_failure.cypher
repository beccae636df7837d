// Purpose: Ein Anmelden, das misslang / A login that failed
// In: account, pauseFrom (failures from which on it pauses), pausedUntil (ISO text)
// Out: failures
CYPHER 25
MATCH (a:__Account {account: $account})
SET a.failures = coalesce(a.failures, 0) + 1
SET a.pausedUntil = CASE WHEN a.failures >= $pauseFrom THEN $pausedUntil ELSE a.pausedUntil END
RETURN a.failures AS failures
