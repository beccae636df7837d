// Purpose: Szenarien einer Kommune, zuletzt geänderte zuerst / Scenarios of municipalities, last changed first
// In: tenants, limit
// Out: head (JSON)
CYPHER 25
MATCH (s:__Scenario)
WHERE s.tenant IN $tenants
RETURN s.head AS head
ORDER BY s.changedAt DESC, s.id LIMIT $limit
