// Aims at one of these qualities. In: qualities (codes). Goes to: filters
AND EXISTS {
  MATCH (n)-[a:AIMS_AT WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->
    (q:TargetQuality WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants AND q.code IN $qualities)
}
