// Purpose: Was wurde seit N Monaten nicht geprüft, bei wem? / What was not reviewed for N months, and with whom?
// In: months, limit (rows at most), asOf, visibilities, tenants
// Out: entity, reviewed (day of the last review, else of the entry), owners (who could confirm it), enteredBy; total; facts {ownerless (entries
//      without anybody who could confirm them)}
// Evidence is as old as it is, and code lists come with the product: nobody reviews them. Who entered it is told internally only. Owners =
// accountable or steward; they may have ended since.
CYPHER 25
MATCH (n:Entity&!Source&!ImportBatch&!Sphere&!Thrust&!TargetQuality&!Skill WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND coalesce(n.reviewedAt, n.enteredAt) < datetime({date: $asOf, timezone: 'Europe/Berlin'}) - duration({months: $months}))
WITH n, date(datetime({datetime: coalesce(n.reviewedAt, n.enteredAt), timezone: 'Europe/Berlin'})) AS reviewed, COLLECT {
  MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR|STEWARDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(n)
  WITH DISTINCT o ORDER BY o.name
  RETURN o {.id, .type, .name}
} AS owners
ORDER BY reviewed, n.name, n.id
WITH collect({n: n, reviewed: reviewed, owners: owners}) AS found
WITH found[..$limit] AS listed, size(found) AS total, {ownerless: size([f IN found WHERE size(f.owners) = 0])} AS facts
UNWIND listed AS f
WITH f, f.n AS n, total, facts
RETURN
  n {.id, .type, .name} AS entity, f.reviewed AS reviewed, f.owners AS owners,
  CASE WHEN 'internal' IN $visibilities THEN n.enteredBy END AS enteredBy, total, facts
