// Purpose: Nächste Nummer im Protokoll ziehen / Draw the next number of the log
// In: published (true if public readers may see some of it)
// Out: seq, publicSeq (number among the entries that public readers may see; unchanged if they may see none of it)
CYPHER 25
MATCH (s:Sequence {name: 'changes'})
SET s.value = s.value + 1, s.publicValue = s.publicValue + CASE WHEN $published THEN 1 ELSE 0 END
RETURN s.value AS seq, s.publicValue AS publicSeq
