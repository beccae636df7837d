// Purpose: Was hängt davon ab, auch über andere? / What depends on it, also through others?
// In: id, limit (most entities listed), maxDepth (1 to 12), asOf, visibilities, tenants
// Out: start, hits (maps: entity, tenant, depth in steps, owners, what ends at the entity itself: endOfLife, contractUntil,
//      validUntil, and its contracts with others), edges (all needs between the start and the hits), more (there is more than
//      the limit within this depth)
// One row, or none where this reader does not know the start, which itself may have ended. Walks against the direction
// of the needs, nearest first, and stops at the limit: what it costs does not grow with what depends. The chain that explains a hit is
// found in the edges, because a list of paths would grow without bound.
CYPHER 25
MATCH (start:Entity {id: $id} WHERE start.visibility IN $visibilities AND start.tenant IN $tenants)
CALL (start) {
  MATCH p = (start)
    (()<-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA
        WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){1,12}
    (x:Entity)
  WHERE x <> start
  WITH x, min(length(p)) AS depth LIMIT $limit + 1
  FILTER depth <= $maxDepth
  RETURN collect({node: x, depth: depth}) AS found
}
WITH start, found[..$limit] AS listed, size(found) > $limit AS more
WITH start, listed, more, [start] + [hit IN listed | hit.node] AS all
RETURN
  start {.id, .type, .name, .tenant} AS start,
  COLLECT {
    UNWIND listed AS hit
    WITH hit.node AS x, hit.depth AS depth
    ORDER BY depth, x.type, x.name, x.id
    RETURN {
      entity: x {.id, .type, .name}, tenant: x.tenant, depth: depth,
      endOfLife: x.endOfLife, contractUntil: x.contractUntil, validUntil: x.validUntil,
      contracts: COLLECT {
        MATCH (x)-[c:OPERATED_BY|OFFERED_BY WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants AND c.contractUntil IS NOT NULL]->
          (p:Entity WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
        WITH c, p ORDER BY c.contractUntil, p.name, c.factId
        RETURN {factId: c.factId, relation: type(c), until: c.contractUntil, with: p {.id, .type, .name}}
      },
      owners: COLLECT {
        MATCH (x)<-[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
          (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
        WITH DISTINCT o ORDER BY o.name, o.id
        RETURN o {.id, .type, .name}
      }
    }
  } AS hits,
  COLLECT {
    UNWIND all AS a
    MATCH (a)-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA
      WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (b:Entity WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
    WHERE b IN all
    WITH a, r, b ORDER BY r.factId
    RETURN {factId: r.factId, relation: type(r), from: a.id, to: b.id, criticality: r.criticality, fallback: r.fallback, contractUntil: r.contractUntil, validUntil: r.validUntil, sourceIds: r.sourceIds}
  } AS edges,
  more
