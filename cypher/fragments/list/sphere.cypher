// Belongs to one of these spheres, itself or by its whole, or is accounted for by an actor who does. In: spheres (codes). Goes to: filters
AND EXISTS {
  MATCH (n)
    (()<-[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
      (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)){0,1}
    (actor:Actor)
    (()-[r:POST_IN|PART_OF WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants
        // An own sphere counts over those of the whole: a municipal enterprise is not administration.
      )){0,6}
    (whole:Actor)
    -[i:IN_SPHERE WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
    (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  WITH actor, collect({code: s.code, steps: size(r)}) AS found, min(size(r)) AS nearest
  WITH [f IN found WHERE f.steps = nearest | f.code] AS own
  WHERE any(code IN own WHERE code IN $spheres)
  RETURN own
}
