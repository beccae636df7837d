// Purpose: Vorgemerkte Importe und Zuordnungen finden / Find staged imports and saved mappings
// Kind: schema
CYPHER 25 CREATE CONSTRAINT import_id IF NOT EXISTS FOR (i:__Import) REQUIRE i.id IS UNIQUE;
CYPHER 25 CREATE CONSTRAINT import_chunk IF NOT EXISTS FOR (c:__ImportChunk) REQUIRE (c.importId, c.kind, c.part) IS UNIQUE;
CYPHER 25 CREATE CONSTRAINT import_mapping IF NOT EXISTS FOR (m:__ImportMapping) REQUIRE m.name IS UNIQUE;
CYPHER 25 CREATE INDEX log_entry_import IF NOT EXISTS FOR (l:LogEntry) ON (l.importId);
