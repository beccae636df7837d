// Purpose: Sitzungen beenden: eine, oder alle eines Kontos / End sessions: one, or all of an account
// In: hash (or null), account (or null)
// Out: removed
CYPHER 25
MATCH (s:__Session) WHERE s.hash = $hash OR s.account = $account
DELETE s
RETURN count(*) AS removed
