// Purpose: Wer verantwortet was? / Who is accountable for what?
// In: asOf, visibilities, tenants
// Out: owner, things (what it is accountable for and is not over)
// Only owners who exist that day: who has ended answers for nothing.
CYPHER 25
MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE NOT coalesce(x.stage IN ['completed', 'stopped'], false) AND NOT coalesce(x.lifecycle = 'retired', false)
WITH DISTINCT o, x ORDER BY x.name, x.id
WITH o, collect(x) AS found
RETURN o {.id, .type, .name} AS owner, [x IN found | x {.id, .type, .name}] AS things
ORDER BY o.name, o.id
