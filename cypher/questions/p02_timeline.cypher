// Purpose: Was wurde zu X wann beschlossen, und was kam heraus? / What was decided on X, and what came of it?
// In: id, asOf, visibilities, tenants
// Out: date, what (the decision, or the indicator observed), by, result, effect, value, target, unit; sourceIds
// Oldest first. A body that took a decision may be gone since: of it only visibility and tenant are tested.
CYPHER 25
MATCH (i:Initiative&Entity {id: $id} WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
CALL (i) {
  MATCH (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf)
    -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->(i)
  RETURN d.date AS date, d {.id, .type, .name} AS what, COLLECT {
      MATCH (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
        -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants]->(d)
      WITH b, t ORDER BY t.authoritative DESC, b.name
      RETURN b {.id, .type, .name}
    } AS by, d.result AS result, k.effect AS effect, null AS value, null AS target, null AS unit, d.sourceIds AS sourceIds
  UNION ALL
  MATCH (i)-[m:MEASURED_BY WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->
    (n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
    -[h:HAS_OBSERVATION WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
    (o:Observation WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.date <= $asOf)
  RETURN o.date AS date, n {.id, .type, .name} AS what, [] AS by, null AS result, null AS effect,
    o.value AS value, n.target AS target, n.unit AS unit, o.sourceIds AS sourceIds
}
RETURN date, what, by, result, effect, value, target, unit, sourceIds
ORDER BY date, what.name
