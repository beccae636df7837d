// Systems and offerings in use that one of these organisations runs or offers (as T08 counts them). In: providers. Goes to: filters
AND (n:System OR n:Offering) AND NOT coalesce(n.lifecycle IN ['plan', 'retired'], false)
AND EXISTS {
  MATCH (n)-[r:OPERATED_BY|OFFERED_BY WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (o:Organization WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.id IN $providers)
}
AND ((n:System AND n.tenant <> 'shared') OR EXISTS {
  MATCH (n)<-[d:DEPENDS_ON|STORED_IN|USES_DATA WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]-
    (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
} OR EXISTS {
  MATCH (n)<-[u:USES_OFFERING WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND coalesce(u.stage, 'live') IN ['onboarding', 'live']]-
    (c:Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
})
