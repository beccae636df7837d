// Purpose: Gespeicherte Ansichten finden / Find saved views
// Kind: schema
CYPHER 25 CREATE CONSTRAINT saved_view_id IF NOT EXISTS FOR (v:__SavedView) REQUIRE v.id IS UNIQUE;
