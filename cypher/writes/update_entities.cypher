// Purpose: Einträge ändern / Change entities
// In: rows (list of {id, changed}; null in changed removes the property), seq
// Out: –
CYPHER 25
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n += row.changed, n.seqs = coalesce(n.seqs, []) + $seq
