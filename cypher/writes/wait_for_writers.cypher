// Purpose: Auf laufende Schreibvorgänge warten / Wait until those who write now are done
// In: –
// Out: –
// The lock of all writers, taken and given back: whoever comes later sees that a dump is being made.
CYPHER 25
MATCH (s:Sequence {name: 'changes'})
SET s.value = s.value
