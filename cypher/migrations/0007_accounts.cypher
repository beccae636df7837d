// Purpose: Konten, Sitzungen und Schlüssel finden / Find accounts, sessions and tokens
// Kind: schema
CYPHER 25 CREATE CONSTRAINT account_name IF NOT EXISTS FOR (a:__Account) REQUIRE a.account IS UNIQUE;
CYPHER 25 CREATE CONSTRAINT session_hash IF NOT EXISTS FOR (s:__Session) REQUIRE s.hash IS UNIQUE;
CYPHER 25 CREATE CONSTRAINT token_hash IF NOT EXISTS FOR (t:__Token) REQUIRE t.hash IS UNIQUE;
