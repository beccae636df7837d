// Purpose: Welche Kommunen gibt es hier, und wie viel ist von ihnen bekannt? / Which municipalities are here, and how much is known of them?
// In: home (id of a municipality), asOf, visibilities
// Out: tenant, name, homeId, fictional, demo, entities, initiatives
// Deliberately over all tenants: it lists them. The one named by `home` need not be recorded: it is one as soon as something of it is,
// under its own name or, before that is entered, its key.
CYPHER 25
CALL () {
  MATCH (t:__Tenant)
  RETURN t.tenant AS tenant, t.name AS name, t.homeId AS homeId, t.fictional AS fictional, t.demo AS demo
  UNION ALL
  WITH substring($home, size('org:ars:')) AS tenant
  WHERE NOT EXISTS { (:__Tenant {tenant: tenant}) }
    AND EXISTS { (n:Entity {tenant: tenant} WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities) }
  OPTIONAL MATCH (h:Entity {id: $home} WHERE h.tenant = tenant AND h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities)
  RETURN tenant, coalesce(h.name, tenant) AS name, $home AS homeId, false AS fictional, false AS demo
}
RETURN tenant, name, homeId, fictional, demo,
  COUNT { MATCH (n:Entity {tenant: tenant} WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities) } AS entities,
  COUNT { MATCH (n:Entity {tenant: tenant, type: 'Initiative'} WHERE n.name IS NOT NULL AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities) } AS initiatives
ORDER BY demo, name
