// Purpose: Aussagen anlegen / Create facts of one relation
// In: relation (from the ontology), rows (list of {from, to, stored, seqs: numbers of earlier log entries}), seq
// Out: –
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[r:$($relation)]->(b)
SET r = row.stored, r.seqs = row.seqs + $seq
