// Every word occurs in name, short name or description. In: words (lower case, umlauts folded). Goes to: filters
AND all(word IN $words WHERE
  replace(replace(replace(replace(
    toLower(n.name + ' ' + coalesce(n.nameEn, '') + ' ' + coalesce(n.shortName, '') + ' ' + coalesce(n.description, '') + ' ' + n.id),
    'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'ß', 'ss') CONTAINS word)
