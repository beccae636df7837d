// Purpose: Was fällt aus, wenn System Y ausfällt? / What fails if system Y fails?
// In: id, limit (rows at most), asOf, visibilities, tenants
// Out: affected, owners; total
// Everything that needs it, directly or through others, at most 12 steps away; what is of low criticality or has a fallback
// is not followed. The list only (why it is hit: T11). Owners may have ended since.
CYPHER 25
MATCH (x:Entity {id: $id} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  ((m)<-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
      AND coalesce(r.criticality, 'high') <> 'low' AND NOT coalesce(r.fallback, false)]-
    (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,12}
  (y:Entity)
WHERE y <> x
WITH DISTINCT y
WITH y ORDER BY y.type, y.name, y.id
WITH collect(y) AS found
WITH found[..$limit] AS found, size(found) AS total
UNWIND found AS y
RETURN
  y {.id, .type, .name} AS affected,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->(y)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners, total
ORDER BY y.type, y.name, y.id
