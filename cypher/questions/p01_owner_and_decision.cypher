// Purpose: Wem gehört Vorhaben X und wer hat es beschlossen? / Who owns initiative X and who decided it?
// In: id, asOf, visibilities, tenants
// Out: initiative, owners, decision, by, date, result, effect, authoritative, reference; sourceIds
// One row per decision, newest first; one row without a decision if there is none. An owner or a body that has ended
// since is still named: of these only visibility and tenant are tested.
CYPHER 25
MATCH (i:Initiative&Entity {id: $id} WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
WITH i, COLLECT {
  MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
  WITH o, r ORDER BY r.validFrom, o.name
  RETURN {ref: o {.id, .type, .name}, sourceIds: r.sourceIds}
} AS owned
OPTIONAL MATCH (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf)
  -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->(i)
WITH i, owned, d, k, COLLECT {
  MATCH (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
    -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants]->(d)
  WITH b, t ORDER BY t.authoritative DESC, b.name
  RETURN {ref: b {.id, .type, .name}, authoritative: t.authoritative}
} AS took
RETURN
  i {.id, .type, .name} AS initiative, [o IN owned | o.ref] AS owners,
  d {.id, .type, .name} AS decision, [t IN took | t.ref] AS by, d.date AS date, d.result AS result, k.effect AS effect,
  CASE WHEN d IS NOT NULL THEN any(t IN took WHERE t.authoritative) END AS authoritative, d.reference AS reference,
  reduce(ids = coalesce(d.sourceIds, []), o IN owned | ids + o.sourceIds) AS sourceIds
ORDER BY date DESC, d.id
