// Purpose: „Nicht dasselbe“ merken / Remember that two entities are two
// In: key (both ids, sorted), a, b, tenant, reason, by, now
// Out: –
CYPHER 25
MERGE (m:NotSame {key: $key})
SET m.a = $a, m.b = $b, m.tenant = $tenant, m.reason = $reason, m.by = $by, m.at = $now
