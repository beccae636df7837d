// Purpose: Wie viele Einträge passen zu den Filtern? / How many entities match the filters?
// In: asOf, visibilities, tenants, and what the chosen fragments (fragments/list) name
// Out: total
// Places: filters (conditions on n)
CYPHER 25
MATCH (n:Entity WHERE n.tenant IN $tenants AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities)
WHERE true
// <<filters
RETURN count(*) AS total
