// Purpose: Wer mit diesem Schlüssel kommt, und was er höchstens darf / Who comes with this token, and what it may at most
// In: hash, now (ISO text)
// Out: account, role, units, may, until
CYPHER 25
MATCH (t:__Token {hash: $hash}) WHERE t.until > $now
MATCH (a:__Account {account: t.account, locked: false})
RETURN a.account AS account, a.role AS role, a.units AS units, t.may AS may, t.until AS until
