// Purpose: Welche Kommunen gibt es hier, und wie viel ist von ihnen bekannt? / Which municipalities are here, and how much is known of them?
// In: asOf, visibilities
// Out: tenant, name, homeId, fictional, demo, entities, initiatives
// Deliberately over all tenants: it lists them.
CYPHER 25
MATCH (t:__Tenant)
RETURN t.tenant AS tenant, t.name AS name, t.homeId AS homeId, t.fictional AS fictional, t.demo AS demo,
  COUNT { MATCH (n:Entity {tenant: t.tenant} WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities) } AS entities,
  COUNT { MATCH (n:Entity {tenant: t.tenant, type: 'Initiative'} WHERE n.name IS NOT NULL AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities) } AS initiatives
ORDER BY t.demo, t.name
