// Purpose: Wer war am Tag D verantwortlich, wer heute? / Who was accountable on day D, and who is today?
// In: before (the earlier day), asOf (the later day), visibilities, tenants
// Out: initiative, was, now (accountable on the earlier and on the later day); sourceIds
// Initiatives whose owners differ; where somebody handed over first, then those that had no owner yet. An owner may have ended since: of it only
// visibility and tenant are tested.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
WITH i, COLLECT {
  MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $before < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
  WITH o, r ORDER BY o.name, o.id
  RETURN {ref: o {.id, .type, .name}, sourceIds: r.sourceIds}
} AS was, COLLECT {
  MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
  WITH o, r ORDER BY o.name, o.id
  RETURN {ref: o {.id, .type, .name}, sourceIds: r.sourceIds}
} AS now
WHERE any(w IN was WHERE none(n IN now WHERE n.ref.id = w.ref.id)) OR any(n IN now WHERE none(w IN was WHERE w.ref.id = n.ref.id))
RETURN
  i {.id, .type, .name} AS initiative, [w IN was | w.ref] AS was, [n IN now | n.ref] AS now,
  reduce(ids = [], x IN was + now | ids + x.sourceIds) AS sourceIds
ORDER BY size(was) > 0 DESC, i.name, i.id
