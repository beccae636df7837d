// Of these types. In: types. Goes to: filters
// Every entity has a name; saying so lets the index on tenant, type and name answer.
AND n.type IN $types AND n.name IS NOT NULL
