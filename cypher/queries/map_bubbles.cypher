// Purpose: Was steht in welcher Sphäre, nach Art? / What stands in which sphere, by type?
// In: offMap (node types that never stand there), asOf, visibilities, tenants
// Out: type, sphere (code; of an actor its own, else that of the nearest whole by POST_IN and PART_OF; of anything else that
//      of the actor accountable for it; null without), ids (in order)
// Each entity counts once: where there are several, the nearest, then the primary sphere, then the first code.
// What counts is the same as in map_total. Not a hot query: its answer is kept until something changes.
CYPHER 25
MATCH (n:Entity WHERE n.tenant IN $tenants AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities
  AND NOT n.type IN $offMap)
WHERE n.tenant <> 'shared' OR EXISTS {
  MATCH (n)-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (other:Entity WHERE other.validFrom <= $asOf < other.validUntil AND other.visibility IN $visibilities AND other.tenant IN $tenants
      AND other.tenant <> 'shared')
}
WITH n, CASE WHEN n:Actor THEN n ELSE head(COLLECT {
  MATCH (n)<-[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
    (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  RETURN o ORDER BY o.id LIMIT 1
}) END AS actor
// Once for each actor, not for each of its things.
WITH actor, collect({id: n.id, type: n.type}) AS members
WITH members, head(COLLECT {
  MATCH (actor)
    (()-[r:POST_IN|PART_OF
      WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)
    ){0,6}
    (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
    -[i:IN_SPHERE WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
    (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  RETURN s.code ORDER BY size(r), coalesce(i.primary, false) DESC, s.code LIMIT 1
}) AS sphere
UNWIND members AS member
WITH sphere, member ORDER BY member.id
RETURN member.type AS type, sphere, collect(member.id) AS ids
ORDER BY type, sphere
