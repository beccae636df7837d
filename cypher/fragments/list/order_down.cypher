// Greatest first. Goes to: entity_list, order
ORDER BY key DESC, id DESC
