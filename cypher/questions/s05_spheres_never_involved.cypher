// Purpose: Welche Sphären sind nie beteiligt? / Which spheres are never involved?
// In: asOf, visibilities, tenants
// Out: sphere, actors (how many belong to it); facts {spheres (number of all)}
// Involved = an actor of the sphere is accountable for, carries out, joins or funds an initiative. Membership is read as on
// the map: an actor's own spheres, else those of the nearest whole that has any, so that an office of a municipal operation
// does not also count for the administration. One row without a sphere if all are involved, for the facts.
CYPHER 25
MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
    (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,6}
  (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
  -[h:IN_SPHERE WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
  (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
WITH a, s, min(size(p)) AS steps
WITH a, collect({s: s, steps: steps}) AS found, min(steps) AS nearest
WITH [f IN found WHERE f.steps = nearest | f.s] AS spheres, EXISTS {
  (a)-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|CONTRIBUTES_TO|FUNDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
} AS involved
UNWIND spheres AS s
WITH s, count(*) AS actors, sum(CASE WHEN involved THEN 1 ELSE 0 END) AS active
WITH collect({s: s, actors: actors, active: active}) AS known
MATCH (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
WITH s, [k IN known WHERE k.s = s][0] AS k ORDER BY s.id
WITH collect({s: s, actors: coalesce(k.actors, 0), active: coalesce(k.active, 0)}) AS every
WITH size(every) AS spheres, [a IN every WHERE a.active = 0] AS idle
UNWIND CASE WHEN size(idle) = 0 THEN [null] ELSE idle END AS one
WITH one, one.s AS s, spheres
RETURN s {.id, .type, .name} AS sphere, one.actors AS actors, {spheres: spheres} AS facts
ORDER BY sphere.id
