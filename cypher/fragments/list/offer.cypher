// Services for which one of these central offerings could be taken over (as T04 finds them). In: offers (ids of offerings). Goes to: filters
AND n:Service AND EXISTS {
  MATCH (n)-[i:INSTANCE_OF WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
    (t:ServiceType WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
    <-[c:COVERS WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]-
    (o:Offering WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.id IN $offers AND o.reuseModel IN ['efa', 'dvc', 'state_central'] AND o.status IN ['pilot', 'live'])
  WHERE NOT EXISTS {
    (n)-[d:DEPENDS_ON WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]->(o)
  } AND NOT EXISTS {
    (o)<-[u:USES_OFFERING WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND coalesce(u.stage, 'live') IN ['onboarding', 'live']]-
    (m:Organization WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants AND m.id = 'org:ars:' + n.tenant)
  }
}
