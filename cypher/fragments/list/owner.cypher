// Accountable is one of these actors. In: owners. Goes to: filters
AND EXISTS {
  MATCH (n)<-[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
    (o:Entity WHERE o.id IN $owners AND o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
}
