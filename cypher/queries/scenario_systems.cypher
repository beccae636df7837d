// Purpose: Welche Systeme und Angebote sind in Gebrauch? / Which systems and offerings are in use?
// In: asOf, visibilities, tenants
// Out: what
// In use as T08 counts it: a system of the municipality, or a system or offering of others that something needs or that an
// organisation has taken over. Here also those whose operator is not recorded.
CYPHER 25
MATCH (x:System|Offering WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants AND NOT coalesce(x.lifecycle IN ['plan', 'retired'], false))
WHERE (x:System AND x.tenant <> 'shared') OR EXISTS {
  (x)<-[d:DEPENDS_ON|STORED_IN|USES_DATA WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]-
  (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
} OR EXISTS {
  (x)<-[u:USES_OFFERING WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND coalesce(u.stage, 'live') IN ['onboarding', 'live']]-
  (c:Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
}
WITH x ORDER BY x.name, x.id
RETURN x {.id, .type, .name} AS what
