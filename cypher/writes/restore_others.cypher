// Purpose: Protokoll und alles Übrige aus einer Sicherung / The log and whatever else a dump holds beside the graph
// In: rows (list of {labels, stored})
// Out: –
CYPHER 25
UNWIND $rows AS row
CREATE (n:$(row.labels))
SET n = row.stored
