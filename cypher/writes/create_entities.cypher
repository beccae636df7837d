// Purpose: Einträge anlegen / Create entities of one type
// In: labels (second labels, from the ontology), rows (list of {stored, own}), common (what all rows share, unless own says otherwise)
// Out: –
CYPHER 25
UNWIND $rows AS row
CREATE (n:Entity:$($labels))
SET n = row.stored, n += $common, n += row.own
