// Purpose: Was hat sich zwischen zwei Tagen an der Verantwortung geändert? / Whose accountability changed between two days?
// In: before (the earlier day), asOf (the later day), visibilities, tenants, offset, limit
// Out: entity, was and now (accountable on the earlier and on the later day: lists of {entity, factId, since, until,
//      confidence, sourceIds}), seqs (log entries that touched what began or ended, newest first), total
// Exceptions to validity: what was accountable on the earlier day may have ended since, and so may what it was accountable
// for. Of the ends only visibility and tenant are tested.
CYPHER 25
MATCH (x:Entity WHERE x.visibility IN $visibilities AND x.tenant IN $tenants)
  <-[c:ACCOUNTABLE_FOR WHERE c.visibility IN $visibilities AND c.tenant IN $tenants
    AND ($before < c.validFrom <= $asOf OR $before < c.validUntil <= $asOf)]-
  (a:Actor WHERE a.visibility IN $visibilities AND a.tenant IN $tenants)
WITH x, collect(c.seqs) AS touched
WITH x, reduce(seqs = [], s IN touched | seqs + s) AS touched,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $before < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH o, r ORDER BY r.validFrom, o.name
    RETURN {entity: o {.id, .type, .name}, factId: r.factId, since: r.validFrom, until: r.validUntil, confidence: r.confidence,
      sourceIds: r.sourceIds}
  } AS was,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH o, r ORDER BY r.validFrom, o.name
    RETURN {entity: o {.id, .type, .name}, factId: r.factId, since: r.validFrom, until: r.validUntil, confidence: r.confidence,
      sourceIds: r.sourceIds}
  } AS now
WHERE any(w IN was WHERE none(n IN now WHERE n.entity.id = w.entity.id))
   OR any(n IN now WHERE none(w IN was WHERE w.entity.id = n.entity.id))
WITH x, touched, was, now ORDER BY x.name, x.id
WITH collect({x: x, touched: touched, was: was, now: now}) AS rows
UNWIND rows[$offset..$offset + $limit] AS row
WITH size(rows) AS total, row, row.x AS x
RETURN x {.id, .type, .name} AS entity, row.was AS was, row.now AS now,
  COLLECT { UNWIND row.touched AS seq WITH DISTINCT seq ORDER BY seq DESC RETURN seq } AS seqs, total
