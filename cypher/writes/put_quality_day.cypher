// Purpose: Zählung eines Tages festhalten / Keep the counts of a day
// In: tenant, today, counts (JSON: rule → open rows)
// Out: –
CYPHER 25
MERGE (d:QualityDay {tenant: $tenant, day: $today})
SET d.counts = $counts, d.at = datetime()
