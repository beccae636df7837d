// Purpose: Was steht auf der ganzen Karte? / What stands on the whole map?
// In: offMap (node types that never stand there), limit (most nodes), asOf, visibilities, tenants
// Out: nodes (maps: actors first, then initiatives, then by id; spheres as codes with primary; owners are ids), edges (of
//      these nodes, also to some that are not among them), sources (ids of those behind the edges that this reader may see),
//      total (nodes, also those over the limit)
// One row. Not a hot query: its answer is kept until something changes.
CYPHER 25
MATCH (n:Entity WHERE n.tenant IN $tenants AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities
  AND NOT n.type IN $offMap)
WITH n ORDER BY CASE WHEN n:Actor THEN 0 WHEN n:Initiative OR n:Programme THEN 1 ELSE 2 END, n.id
WITH collect(n) AS found
WITH size(found) AS total, found[..$limit] AS shown
CALL (shown) {
  UNWIND shown AS n
  RETURN collect(n {
    .id, .type, .name, .tenant, .visibility, .kind, .stage, .depth, .vacant, .date,
    spheres: CASE WHEN n:Actor THEN COLLECT {
      MATCH (n)
        (()-[r:POST_IN|PART_OF
          WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
          (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)
        ){0,6}
        (whole:Actor)
        -[i:IN_SPHERE WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
        (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
      WITH collect({code: s.code, primary: coalesce(i.primary, false), steps: size(r)}) AS places, min(size(r)) AS nearest
      UNWIND [place IN places WHERE place.steps = nearest] AS place
      WITH place.code AS code, max(place.primary) AS primary ORDER BY code
      RETURN {code: code, primary: primary}
    } ELSE [] END,
    thrusts: CASE WHEN n:Initiative OR n:Programme THEN COLLECT {
      MATCH (n)-[p:PURSUES WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
        (t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
      RETURN DISTINCT t.code ORDER BY t.code
    } ELSE [] END,
    owners: COLLECT {
      MATCH (n)<-[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
        (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
      WITH DISTINCT o ORDER BY o.name, o.id
      RETURN o.id
    }
  }) AS nodes
}
CALL (shown) {
  UNWIND shown AS a
  MATCH (a)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND NOT b.type IN $offMap)
  WITH a, r, b ORDER BY r.factId
  RETURN collect({
    factId: r.factId, type: type(r), from: a.id, to: b.id, validFrom: toString(r.validFrom), validUntil: toString(r.validUntil),
    confidence: r.confidence, visibility: r.visibility, criticality: r.criticality, sourceIds: r.sourceIds
  }) AS edges
}
RETURN nodes, edges, total, COLLECT {
  UNWIND edges AS edge
  UNWIND edge.sourceIds AS sourceId
  WITH DISTINCT sourceId
  MATCH (q:Source&Entity {id: sourceId} WHERE q.visibility IN $visibilities AND q.tenant IN $tenants)
  RETURN q.id
} AS sources
