// Purpose: Ist eine unbekannte Kennung eine frühere? / Is an unknown id one that was merged into another?
// In: ids
// Out: id, target
CYPHER 25
UNWIND $ids AS id
MATCH (a:Alias {id: id})
RETURN a.id AS id, a.target AS target
