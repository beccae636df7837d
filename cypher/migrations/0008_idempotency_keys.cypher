// Purpose: Schlüssel von Schreibvorgängen finden / Find the keys of writes
// Kind: schema
CYPHER 25 CREATE CONSTRAINT idempotency_key IF NOT EXISTS FOR (k:__IdempotencyKey) REQUIRE k.key IS UNIQUE;
CYPHER 25 CREATE INDEX idempotency_key_age IF NOT EXISTS FOR (k:__IdempotencyKey) ON (k.claimedAt);
