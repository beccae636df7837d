// Purpose: Welche Beschlüsse haben diese beauftragt oder finanziert? / Which decisions mandated or funded these?
// In: ids, asOf, visibilities, tenants
// Out: decision, date, concerns (those among them that it concerns)
// Adopted ones only, taken until that day.
CYPHER 25
UNWIND $ids AS id
MATCH (x:Entity {id: id} WHERE x.visibility IN $visibilities AND x.tenant IN $tenants AND x.validFrom <= $asOf < x.validUntil)
  <-[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds', 'amends']]-
  (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
WITH DISTINCT d, x ORDER BY x.name, x.id
WITH d, collect(x) AS found
RETURN d {.id, .type, .name} AS decision, d.date AS date, [x IN found | x {.id, .type, .name}] AS concerns
ORDER BY d.date DESC, d.name, d.id
