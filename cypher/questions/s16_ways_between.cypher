// Purpose: Wie hängen A und B zusammen? / How are A and B connected?
// In: id, id2, asOf, visibilities, tenants
// Out: way (entities from A to B), relations (their types, in order), length; sourceIds
// The three shortest ways of at most 6 relations; both ends are bound. Relations that join almost everything with everything
// (spheres, thrusts, qualities, territories, user groups, skills) make no way. Two entities that are joined twice make one way,
// not two: of such twins the first counts.
CYPHER 25
MATCH (a:Entity {id: $id} WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
MATCH (b:Entity {id: $id2} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
WHERE a <> b
MATCH p = SHORTEST 9 (a)
  ((m)-[r:!IN_SPHERE&!PURSUES&!AIMS_AT&!LOCATED_IN&!SERVES_AREA&!SERVES&!NEEDS_SKILL&!HAS_SKILL WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,6} (b)
WITH [x IN nodes(p) | x.id] AS ids, p ORDER BY length(p), [x IN relationships(p) | type(x)]
WITH ids, collect(p)[0] AS p ORDER BY length(p), ids LIMIT 3
RETURN
  [x IN nodes(p) | x {.id, .type, .name}] AS way, [x IN relationships(p) | type(x)] AS relations, length(p) AS length,
  reduce(sources = [], x IN relationships(p) | sources + x.sourceIds) AS sourceIds
ORDER BY length, ids
