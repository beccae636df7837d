// Purpose: Wie viele Verstöße gab es an früheren Tagen? / How many violations were there on former days?
// In: tenant, asOf, limit
// Out: day, counts (JSON: rule → open rows)
CYPHER 25
MATCH (d:QualityDay WHERE d.tenant = $tenant AND d.day <= $asOf)
RETURN d.day AS day, d.counts AS counts
ORDER BY day DESC LIMIT $limit
