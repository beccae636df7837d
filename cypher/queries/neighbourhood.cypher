// Purpose: Was steht rund um diesen Eintrag? / What stands around this entity?
// In: id, depth (1 to 3), types (node types that may appear), relations (relation types followed; null for all),
//     limit (most nodes shown, the centre included), asOf, visibilities, tenants
// Out: nodes (maps: the centre first, then nearest first, then by name; owners are ids, neighbours counts whom this reader
//      may see besides the centre), edges (between all shown nodes), sources (ids of those behind the edges that this reader
//      may see), total (the centre included; counting stops at 10,001)
// One row, or none where this reader does not know the centre. The centre itself may have ended: what still hangs on it is
// shown. Walks pass only through nodes that may appear. Bounded: one step costs the degree of the centre, more steps stop at
// 10,000 nodes, nearest first; everything else is read for the shown nodes only. `b IN shown` compares node identities and
// stands before any property is read.
CYPHER 25
MATCH (centre:Entity {id: $id} WHERE centre.visibility IN $visibilities AND centre.tenant IN $tenants)
CALL (centre) {
  WHEN $depth = 1 THEN {
    MATCH (centre)
      -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
        AND ($relations IS NULL OR type(r) IN $relations)]-
      (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.type IN $types)
    WHERE n <> centre
    WITH DISTINCT n LIMIT 10000
    WITH n ORDER BY n.name, n.id
    RETURN collect(n) AS found
  }
  WHEN $depth = 2 THEN {
    MATCH p = (centre)
      (()-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
        AND ($relations IS NULL OR type(r) IN $relations)]-
      (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants AND m.type IN $types)){1,2}
      (n:Entity)
    WHERE n <> centre
    WITH n, min(length(p)) AS steps LIMIT 10000
    WITH n ORDER BY steps, n.name, n.id
    RETURN collect(n) AS found
  }
  ELSE {
    MATCH p = (centre)
      (()-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
        AND ($relations IS NULL OR type(r) IN $relations)]-
      (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants AND m.type IN $types)){1,3}
      (n:Entity)
    WHERE n <> centre
    WITH n, min(length(p)) AS steps LIMIT 10000
    WITH n ORDER BY steps, n.name, n.id
    RETURN collect(n) AS found
  }
}
WITH size(found) + 1 AS total, [centre] + found[..$limit - 1] AS shown
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
      WITH collect({code: s.code, steps: size(r)}) AS places, min(size(r)) AS nearest
      UNWIND [place IN places WHERE place.steps = nearest | place.code] AS code
      RETURN DISTINCT code ORDER BY code
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
    },
    neighbours: COUNT {
      MATCH (n)
        -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
          AND ($relations IS NULL OR type(r) IN $relations)]-
        (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants AND m.type IN $types)
      WHERE m <> n AND m <> shown[0]
      WITH DISTINCT m LIMIT 10000
      RETURN m
    }
  }) AS nodes
}
CALL (shown) {
  UNWIND shown AS a
  MATCH (a)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
      AND ($relations IS NULL OR type(r) IN $relations)]->
    (b:Entity WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
  WHERE b IN shown
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
