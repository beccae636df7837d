// Purpose: Alle Konten / All accounts
// In: –
// Out: account, role, units, locked, createdAt, lastLoginAt
CYPHER 25
MATCH (a:__Account)
RETURN a.account AS account, a.role AS role, a.units AS units, a.locked AS locked, a.createdAt AS createdAt, a.lastLoginAt AS lastLoginAt
ORDER BY account
