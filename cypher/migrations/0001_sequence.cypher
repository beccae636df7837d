// Purpose: Der Zähler aller Schreibvorgänge / The counter of all writes
// Kind: data
// value numbers every entry of the log, publicValue those of which public readers may see something.
CYPHER 25
MERGE (s:Sequence {name: 'changes'})
ON CREATE SET s.value = 0, s.publicValue = 0;
