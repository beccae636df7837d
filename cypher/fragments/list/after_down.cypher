// Behind the last one of the page before. In: afterKey, afterId. Goes to: entity_list, after
WHERE key < $afterKey OR (key = $afterKey AND id < $afterId)
