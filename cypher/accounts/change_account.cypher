// Purpose: Konto ändern; was nicht genannt ist, bleibt / Change an account; what is not named stays
// In: account, values (map of properties; null removes)
// Out: changed (number of accounts)
CYPHER 25
MATCH (a:__Account {account: $account})
SET a += $values
RETURN count(a) AS changed
