// Purpose: Aussagen anlegen / Create facts of one relation
// In: relation (from the ontology), rows (list of {from, to, stored, own}), common (what all rows share, unless own says otherwise)
// Out: –
CYPHER 25
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[r:$($relation)]->(b)
SET r = row.stored, r += $common, r += row.own
