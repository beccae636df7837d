// Initiatives that an actor of one of these spheres is accountable for, carries out, joins or funds (as S06 counts them). In: involved (codes). Goes to: filters
AND EXISTS {
  MATCH (n)<-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|CONTRIBUTES_TO|FUNDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (actor:Actor WHERE actor.validFrom <= $asOf < actor.validUntil AND actor.visibility IN $visibilities AND actor.tenant IN $tenants)
    (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,6}
    (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
    -[i:IN_SPHERE WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
    (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  WITH actor, collect({code: s.code, steps: size(p)}) AS found, min(size(p)) AS nearest
  WHERE n:Initiative AND any(f IN found WHERE f.steps = nearest AND f.code IN $involved)
  RETURN actor
}
