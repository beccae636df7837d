// Purpose: ein Ausschnitt der Liste / one page of the list
// In: offset, limit
// At: `// <<rows`, behind what chooses: only the page is looked at closely
WITH id, entity, fact, about ORDER BY entity.name, id SKIP $offset LIMIT $limit
