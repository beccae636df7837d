// Purpose: Schlüssel eines Kontos, ohne sie selbst / Tokens of an account, without the secrets
// In: account
// Out: id, name, may, createdAt, until
CYPHER 25
MATCH (t:__Token {account: $account})
RETURN t.id AS id, t.name AS name, t.may AS may, t.createdAt AS createdAt, t.until AS until
ORDER BY createdAt DESC
