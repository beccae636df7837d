// Purpose: Schlüssel ausstellen / Issue a token
// In: id, hash, account, name, may (list of permissions), at (ISO text), until (ISO text)
// Out: –
CYPHER 25
CREATE (:__Token {id: $id, hash: $hash, account: $account, name: $name, may: $may, createdAt: $at, until: $until})
