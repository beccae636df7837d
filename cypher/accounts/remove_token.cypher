// Purpose: Schlüssel widerrufen / Revoke a token
// In: id, account
// Out: removed
CYPHER 25
MATCH (t:__Token {id: $id, account: $account})
DELETE t
RETURN count(*) AS removed
