// Purpose: Wer trägt zu viel? / Who carries too much?
// In: k (more initiatives than this), limit (rows at most), asOf, visibilities, tenants
// Out: owner, initiatives (number), troubled (red or late, of these), budgetEur (sum of the known ones), unbudgeted (number
//      without a budget), which; total; facts {owners, initiatives (with an owner), ownerless}
// Carried = accountable for an initiative that is decided, planned or running. Too much = more than k of them, or more than one
// in trouble. One row without an owner if nobody carries too much, for the facts.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['decided', 'planned', 'running'])
WITH i, COLLECT {
  MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
  RETURN DISTINCT o
} AS owners ORDER BY i.name, i.id
WITH collect({i: i, owners: owners}) AS every
WITH every, {
  owners: COUNT { UNWIND every AS e UNWIND e.owners AS o RETURN DISTINCT o },
  initiatives: size([e IN every WHERE size(e.owners) > 0]), ownerless: size([e IN every WHERE size(e.owners) = 0])
} AS facts
CALL (every) {
  UNWIND every AS e
  UNWIND e.owners AS o
  WITH o, collect(e.i) AS carried
  WITH o, carried, size([i IN carried WHERE coalesce(i.health = 'red', false) OR coalesce(i.dueDate < $asOf, false)]) AS troubled
  WHERE size(carried) > $k OR troubled > 1
  WITH o, carried, troubled ORDER BY size(carried) DESC, troubled DESC, o.name, o.id
  RETURN collect({o: o, carried: carried, troubled: troubled}) AS found
}
WITH found, size(found) AS total, facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS one
WITH one, one.o AS o, one.carried AS carried, total, facts
RETURN
  o {.id, .type, .name} AS owner, size(carried) AS initiatives, one.troubled AS troubled,
  reduce(sum = 0.0, i IN carried | sum + coalesce(i.budgetEur, 0.0)) AS budgetEur,
  size([i IN carried WHERE i.budgetEur IS NULL]) AS unbudgeted,
  [i IN carried | i {.id, .type, .name}] AS which, total, facts
ORDER BY initiatives DESC, troubled DESC, owner.name, owner.id
