// Purpose: Szenarien finden / Find scenarios
// Kind: schema
CYPHER 25 CREATE CONSTRAINT scenario_id IF NOT EXISTS FOR (s:__Scenario) REQUIRE s.id IS UNIQUE;
