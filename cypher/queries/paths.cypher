// Purpose: Wie hängen zwei Einträge zusammen? / How are two entities connected?
// In: from, to, limit (most ways), maxDepth (most relations in a way), asOf, visibilities, tenants
// Out: start, end, ways (maps: nodes, edges), shortest first; empty where there is none
// One row, or none where this reader does not know one of the two; both may have ended. Both ends are bound, so the search
// goes out from both. The pattern has no upper bound because each length that it could have costs a search of its own
// (measured: two to five times slower with 12 steps); longer ways are left out afterwards. Relations that join almost
// everything with everything (spheres, thrusts, qualities, territories, user groups, skills) make no way.
CYPHER 25
MATCH (a:Entity {id: $from} WHERE a.visibility IN $visibilities AND a.tenant IN $tenants)
MATCH (b:Entity {id: $to} WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
RETURN
  a {.id, .type, .name} AS start, b {.id, .type, .name} AS end,
  COLLECT {
    MATCH p = SHORTEST $limit (a)
      (()-[r:!IN_SPHERE&!PURSUES&!AIMS_AT&!LOCATED_IN&!SERVES_AREA&!SERVES&!NEEDS_SKILL&!HAS_SKILL
        WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
      (m:Entity WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants))+
      (b)
    WHERE length(p) <= $maxDepth
    WITH p ORDER BY length(p), [n IN nodes(p) | n.name], [n IN nodes(p) | n.id]
    RETURN {
      nodes: [n IN nodes(p) | n {.id, .type, .name}],
      edges: [r IN relationships(p) | {factId: r.factId, type: type(r), from: startNode(r).id, to: endNode(r).id}]
    }
  } AS ways
