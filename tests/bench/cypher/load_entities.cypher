// Purpose: the plain way to load entities of one type, as anybody would write it by hand
// In: labels (second labels), rows (list of properties)
CYPHER 25
UNWIND $rows AS row
CREATE (n:Entity:$($labels))
SET n = row, n.seqs = [0]
