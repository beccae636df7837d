// Purpose: Warum trifft es Z, wenn X ausfällt? / Why is Z hit if X fails?
// In: id (what fails), id2 (what is hit), asOf, visibilities, tenants
// Out: step, affected, relation, needs, criticality; sourceIds
// One shortest chain of at most 12 steps, step by step from X to Z; both ends are bound. Of several equally short ones that
// whose weakest link is strongest. As in T01, what is of low criticality or has a fallback is not followed.
CYPHER 25
MATCH (x:Entity {id: $id} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
MATCH (z:Entity {id: $id2} WHERE z.validFrom <= $asOf < z.validUntil AND z.visibility IN $visibilities AND z.tenant IN $tenants)
WHERE x <> z
MATCH p = ALL SHORTEST (x)
  ((m)<-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
      AND coalesce(r.criticality, 'high') <> 'low' AND NOT coalesce(r.fallback, false)]-
    (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,12} (z)
WITH p, reduce(weakest = 3, s IN relationships(p) |
  CASE WHEN coalesce(s.criticality, 'high') = 'medium' THEN 1 WHEN s.criticality = 'essential' THEN weakest WHEN weakest < 2 THEN weakest ELSE 2 END
) AS strength
ORDER BY length(p), strength DESC, [s IN nodes(p) | s.id] LIMIT 1
WITH relationships(p) AS steps
UNWIND range(0, size(steps) - 1) AS i
WITH i, steps[i] AS r
WITH i, r, startNode(r) AS affected, endNode(r) AS needs
RETURN
  i + 1 AS step, affected {.id, .type, .name} AS affected, [type(r)] AS relation, needs {.id, .type, .name} AS needs,
  r.criticality AS criticality, r.sourceIds AS sourceIds
ORDER BY step
