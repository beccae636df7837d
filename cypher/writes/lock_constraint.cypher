// Purpose: Eine Sperre je Namen / One lock of each name, before anything else is written
// In: –
// Out: –
CYPHER 25 CREATE CONSTRAINT lock_name IF NOT EXISTS FOR (l:__Lock) REQUIRE l.name IS UNIQUE;
