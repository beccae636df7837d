// Purpose: Konto anlegen / Create an account
// In: account, role, units (list or null), passwordHash, at (ISO text)
// Out: created (boolean; false: the name is taken)
CYPHER 25
MERGE (a:__Account {account: $account})
ON CREATE SET a.role = $role, a.units = $units, a.passwordHash = $passwordHash, a.createdAt = $at, a.passwordAt = $at,
  a.locked = false, a.failures = 0, a.isNew = true
WITH a, coalesce(a.isNew, false) AS created
REMOVE a.isNew
RETURN created
