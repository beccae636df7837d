// Smallest first. Goes to: entity_list, order
ORDER BY key, id
