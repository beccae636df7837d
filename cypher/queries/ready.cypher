// Purpose: Antwortet die Datenbank? / Does the database answer?
// In: –
// Out: one (1)
CYPHER 25
RETURN 1 AS one
