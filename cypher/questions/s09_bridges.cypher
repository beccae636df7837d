// Purpose: Wer verbindet über Vorhaben fremde Sphären? / Who bridges to foreign spheres through initiatives?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: actor, own (its spheres), spheres (foreign ones that it meets), initiatives (number of those where it does); total;
//      facts {actors (that take part in an initiative), reached (spheres that anybody meets from outside), spheres (all)}
// Taking part = accountable, carrying out, joining or funding. Membership is read as on the map; an actor without any sphere
// stands nowhere, so it bridges nothing. One row without an actor if there is none, for the facts.
CYPHER 25
CALL () {
  MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
    <-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|CONTRIBUTES_TO|FUNDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  WITH a, collect(DISTINCT i) AS joined
  MATCH (a)
    (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,6}
    (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
    -[h:IN_SPHERE WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
    (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  WITH a, joined, s, min(size(p)) AS steps ORDER BY s.id
  WITH a, joined, collect({s: s, steps: steps}) AS found, min(steps) AS nearest
  RETURN collect({a: a, joined: joined, own: [f IN found WHERE f.steps = nearest | f.s]}) AS parties
}
CALL (parties) {
  UNWIND parties AS p
  UNWIND p.joined AS i
  WITH i, collect(p) AS together
  UNWIND together AS one
  WITH one, i, reduce(met = [], p IN together | met + p.own) AS met
  UNWIND [s IN met WHERE NOT s IN one.own] AS s
  WITH one.a AS a, one.own AS own, i, s ORDER BY s.id
  WITH a, own, collect(DISTINCT s) AS spheres, count(DISTINCT i) AS initiatives
  ORDER BY size(spheres) DESC, initiatives DESC, a.name, a.id
  RETURN collect({a: a, own: own, spheres: spheres, initiatives: initiatives}) AS found
}
WITH found, size(found) AS total, {
  actors: size(parties), reached: COUNT { UNWIND found AS f UNWIND f.spheres AS s RETURN DISTINCT s },
  spheres: COUNT { (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants) }
} AS facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS one
WITH one, one.a AS a, total, facts
RETURN
  a {.id, .type, .name} AS actor, [s IN one.own | s {.id, .type, .name}] AS own,
  [s IN one.spheres | s {.id, .type, .name}] AS spheres, one.initiatives AS initiatives, total, facts
ORDER BY size(spheres) DESC, initiatives DESC, actor.name, actor.id
