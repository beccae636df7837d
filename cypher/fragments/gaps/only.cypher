// Purpose: eine Lücke nur für einen Eintrag / a gap for one entity only
// In: id
// At: `// <<only`, before the first MATCH of a gap, which then starts from the index on `id`
MATCH (x:Entity {id: $id})
