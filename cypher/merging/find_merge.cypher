// Purpose: Welche Zusammenführung war das? / Which merge does a log entry stand for?
// In: seq
// Out: mergedId, target (no row: it was none, or it was taken back)
CYPHER 25
MATCH (a:Alias WHERE a.seq = $seq)
RETURN a.id AS mergedId, a.target AS target
