// Of these types. In: types. Goes to: filters
AND n.type IN $types
