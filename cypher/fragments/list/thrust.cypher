// Pursues one of these thrusts. In: thrusts (codes). Goes to: filters
AND EXISTS {
  MATCH (n)-[p:PURSUES WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
    (t:Thrust WHERE t.code IN $thrusts AND t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
}
