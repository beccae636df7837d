// Purpose: Hat sich etwas geändert? / Has anything changed?
// In: –
// Out: seq (number of the last change; 0 before the first)
CYPHER 25
OPTIONAL MATCH (s:Sequence {name: 'changes'})
RETURN coalesce(s.value, 0) AS seq
