// Initiatives that one of these actors is accountable for, carries out, joins or funds. In: participants. Goes to: filters
AND EXISTS {
  MATCH (n:Initiative)<-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|CONTRIBUTES_TO|FUNDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.id IN $participants)
}
