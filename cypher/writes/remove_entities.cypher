// Purpose: Einträge zurücknehmen / Remove entities that were never true; a tombstone keeps their history findable
// In: rows (list of {id, tenant, visibility, type}), seq
// Out: –
// DELETE refuses while a relation is left: the plan has seen to it that none is.
CYPHER 25
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
MERGE (t:Tombstone {id: row.id})
SET t.tenant = row.tenant, t.visibility = row.visibility, t.type = row.type,
  t.seqs = coalesce(t.seqs, []) + [s IN coalesce(n.seqs, []) WHERE NOT s IN coalesce(t.seqs, [])] + $seq
DELETE n
