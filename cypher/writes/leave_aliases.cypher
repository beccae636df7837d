// Purpose: Alte Kennungen weiterleiten / Let the ids of merged entities lead to what took their place
// In: rows (list of {id, target}), seq
// Out: –
// What led to a merged id leads on; `via` remembers it, so that taking the merge back leads there again.
CYPHER 25
UNWIND $rows AS row
MERGE (a:Alias {id: row.id})
SET a.target = row.target, a.seq = $seq, a.via = []
WITH row
MATCH (b:Alias {target: row.id})
SET b.target = row.target, b.via = coalesce(b.via, []) + row.id
