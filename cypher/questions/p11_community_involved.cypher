// Purpose: Wie tief wird die örtliche Gemeinschaft beteiligt? / How deeply is the local community involved?
// In: asOf, visibilities, tenants
// Out: initiative, stage, depth (the deepest that is known), community (who contributes); sourceIds; facts {initiatives, without}
// Planned, running and live initiatives, the most deeply involving first. Membership of the sphere is read as on the map: an actor's own
// spheres, else those of the nearest whole that has any.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['planned', 'running', 'live'])
WITH i, COLLECT {
  MATCH (i)<-[r:CONTRIBUTES_TO WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  MATCH (a)
    (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,6}
    (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
    -[h:IN_SPHERE WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
    (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  WITH a, collect(DISTINCT r) AS parts, collect({code: s.code, steps: size(p)}) AS found, min(size(p)) AS nearest
  WHERE any(f IN found WHERE f.steps = nearest AND f.code = 'local_community')
  WITH a, parts ORDER BY a.name, a.id
  RETURN {ref: a {.id, .type, .name}, depths: [r IN parts | r.depth], sourceIds: reduce(ids = [], r IN parts | ids + r.sourceIds)}
} AS community
WITH i, community, [d IN ['co_decided', 'co_created', 'consulted', 'informed'] WHERE any(c IN community WHERE d IN c.depths)] AS depths
WITH i, community, depths[0] AS depth, CASE depths[0] WHEN 'co_decided' THEN 4 WHEN 'co_created' THEN 3 WHEN 'consulted' THEN 2 WHEN 'informed' THEN 1 ELSE 0 END AS rank
ORDER BY rank DESC, size(community) DESC, i.name, i.id
WITH collect({i: i, community: community, depth: depth}) AS rows
WITH rows, {initiatives: size(rows), without: size([r IN rows WHERE size(r.community) = 0])} AS facts
UNWIND rows AS row
WITH row, row.i AS i, facts
RETURN
  i {.id, .type, .name} AS initiative, i.stage AS stage, row.depth AS depth, [c IN row.community | c.ref] AS community,
  reduce(ids = [], c IN row.community | ids + c.sourceIds) AS sourceIds, facts
