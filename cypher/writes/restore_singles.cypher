// Purpose: Kennzeichen und Zähler aus einer Sicherung / Mark and sequence of a dump: a database has one of each
// In: mark, sequence (what is stored; an empty map changes nothing)
// Out: –
CYPHER 25
MATCH (k:__Kommunalgraph)
SET k += $mark
WITH k
MATCH (s:Sequence {name: 'changes'})
SET s += $sequence
