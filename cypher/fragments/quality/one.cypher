// Purpose: nur diese Zeile / this row only
// In: id
// At: `// <<rows`
WITH id, entity, fact, about WHERE id = $id
