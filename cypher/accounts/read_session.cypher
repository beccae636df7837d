// Purpose: Wer mit dieser Sitzung kommt, mit der Rolle von jetzt / Who comes with this session, with the role of now
// In: hash, now (ISO text)
// Out: account, role, units, until
CYPHER 25
MATCH (s:__Session {hash: $hash}) WHERE s.until > $now
OPTIONAL MATCH (a:__Account {account: s.account, locked: false}) WHERE s.issuer IS NULL
WITH s, a WHERE s.issuer IS NOT NULL OR a IS NOT NULL
RETURN s.account AS account, coalesce(a.role, s.role) AS role,
  CASE WHEN a IS NULL THEN s.units ELSE a.units END AS units, s.until AS until
