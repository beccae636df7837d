// Purpose: Kennzeichen und Zähler aus einer Sicherung / Mark and sequence of a dump: a database has one of each
// In: mark, sequence (what is stored)
// Out: –
CYPHER 25
MATCH (k:__Kommunalgraph)
WITH k, k.restoringSince AS restoringSince
SET k = $mark, k.restoringSince = restoringSince
WITH k
MATCH (s:Sequence {name: 'changes'})
SET s = $sequence
