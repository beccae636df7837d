// Purpose: Liste der Einträge mit Filtern / List of entities with filters
// In: sort ('name' | 'validFrom' | 'type'), limit, asOf, visibilities, tenants, and what the chosen fragments name
//     (fragments/list; afterKey and afterId for all pages but the first)
// Out: id, key (what it is sorted by; German order, without umlauts and case)
// Places: filters (conditions on n), after (skips what earlier pages showed), order
CYPHER 25
MATCH (n:Entity WHERE n.tenant IN $tenants AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities)
WHERE true
// <<filters
WITH n.id AS id,
  CASE $sort WHEN 'validFrom' THEN toString(n.validFrom) WHEN 'type' THEN n.type + ' ' ELSE '' END +
  replace(replace(replace(replace(toLower(n.name), 'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'ß', 'ss') AS key
// <<after
RETURN id, key
// <<order
LIMIT $limit
