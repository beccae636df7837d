// Purpose: Zurückgenommene Aussagen bei ihren Enden finden / Find retracted facts at the entities that they joined
// Kind: schema
CYPHER 25 CREATE INDEX tombstone_from IF NOT EXISTS FOR (t:Tombstone) ON (t.from);
CYPHER 25 CREATE INDEX tombstone_to IF NOT EXISTS FOR (t:Tombstone) ON (t.to);
