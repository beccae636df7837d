// Purpose: Konto mit seinen Sitzungen und Schlüsseln löschen / Delete an account with its sessions and tokens
// In: account
// Out: removed (number of accounts)
CYPHER 25
MATCH (a:__Account {account: $account})
OPTIONAL MATCH (x:__Session|__Token {account: $account})
WITH a, collect(x) AS others
FOREACH (x IN others | DELETE x)
DELETE a
RETURN count(*) AS removed
