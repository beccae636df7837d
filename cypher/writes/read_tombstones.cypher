// Purpose: Spuren von Zurückgenommenem / What is left of things that were retracted
// In: ids (entity ids or factIds)
// Out: id, seqs (numbers of the log entries that touched it)
CYPHER 25
UNWIND $ids AS id
MATCH (t:Tombstone {id: id})
RETURN t.id AS id, t.seqs AS seqs
