// Purpose: Welche Akteure gehören mehreren Sphären an? / Which actors belong to several spheres?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: actor, spheres, bySeat (a person, through seats and offices); total; facts {actors (all whose sphere is known), persons (of those found)}
// Membership is read as on the map: own spheres, else those of the nearest whole that has any. A person belongs where the
// bodies and posts belong in which it sits. One row without an actor if there is none, for the facts.
CYPHER 25
MATCH (x:Actor WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
    (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,6}
  (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
  -[h:IN_SPHERE WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
  (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
WITH x, s, min(size(p)) AS steps
WITH x, collect({s: s, steps: steps}) AS found, min(steps) AS nearest
WITH x, [f IN found WHERE f.steps = nearest | f.s] AS spheres
WITH spheres, [x] + COLLECT {
  MATCH (x)<-[m:MEMBER_OF|HOLDS_POST WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]-
    (o:Person WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  RETURN DISTINCT o
} AS actors
UNWIND actors AS actor
UNWIND spheres AS s
WITH DISTINCT actor, s ORDER BY s.id
WITH actor, collect(s) AS spheres ORDER BY size(spheres) DESC, actor.name, actor.id
WITH collect({actor: actor, spheres: spheres}) AS every
WITH size(every) AS actors, [e IN every WHERE size(e.spheres) > 1] AS found
WITH found, size(found) AS total, {actors: actors, persons: size([f IN found WHERE f.actor:Person])} AS facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS one
WITH one, one.actor AS a, total, facts
RETURN a {.id, .type, .name} AS actor, [s IN one.spheres | s {.id, .type, .name}] AS spheres, a.type = 'Person' AS bySeat, total, facts
ORDER BY size(spheres) DESC, actor.name, actor.id
