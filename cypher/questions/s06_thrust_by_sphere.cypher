// Purpose: Wie verteilen sich die Vorhaben auf Stoßrichtungen und Sphären? / How do initiatives spread over thrusts and spheres?
// In: asOf, visibilities, tenants
// Out: thrust, sphere, initiatives (number, also 0)
// Every cell of the matrix. An initiative counts in each thrust that it pursues and in each sphere of which an actor is
// accountable for it, carries it out, joins or funds it; membership is read as on the map (own spheres, else those of the
// nearest whole). Completed and stopped ones count too: the matrix shows what has been done.
CYPHER 25
CALL () {
  MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
    -[q:PURSUES WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
    (t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
  MATCH (i)<-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|CONTRIBUTES_TO|FUNDS WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  WITH a, collect(DISTINCT {t: t, i: i}) AS joined
  MATCH (a)
    (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,6}
    (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
    -[h:IN_SPHERE WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
    (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  WITH a, joined, s, min(size(p)) AS steps
  WITH a, joined, collect({s: s, steps: steps}) AS found, min(steps) AS nearest
  UNWIND [f IN found WHERE f.steps = nearest | f.s] AS s
  UNWIND joined AS j
  WITH j.t AS t, s, count(DISTINCT j.i) AS initiatives
  RETURN collect({t: t, s: s, initiatives: initiatives}) AS cells
}
MATCH (t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
MATCH (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
RETURN
  t {.id, .type, .name} AS thrust, s {.id, .type, .name} AS sphere,
  coalesce([c IN cells WHERE c.t = t AND c.s = s][0].initiatives, 0) AS initiatives
ORDER BY thrust.id, sphere.id
