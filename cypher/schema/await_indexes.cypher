// Purpose: Warten, bis alle Indizes gefüllt sind / Wait until all indexes are built
// In: –
// Out: –
CYPHER 25 CALL db.awaitIndexes(600);
