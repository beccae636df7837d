// One of these (what a gap found). In: ids. Goes to: filters
AND n.id IN $ids
