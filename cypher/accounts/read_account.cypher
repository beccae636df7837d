// Purpose: Ein Konto mit dem, was beim Anmelden geprüft wird / An account with what a login is checked against
// In: account
// Out: account, role, units, passwordHash, locked, failures, pausedUntil (ISO text)
CYPHER 25
MATCH (a:__Account {account: $account})
RETURN a.account AS account, a.role AS role, a.units AS units, a.passwordHash AS passwordHash, a.locked AS locked,
  a.failures AS failures, a.pausedUntil AS pausedUntil
