// Purpose: Wo arbeiten mehrere Vorhaben getrennt an derselben Sache? / Where do initiatives change the same thing apart from each other?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: target, initiative, owners, other, otherOwners; total; facts {targets (number of all these)}
// Pairs of initiatives that are neither completed nor stopped, both with an owner and none in common: what has no owner is
// another gap. One row without a target if there is none, for the facts.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND NOT i.stage IN ['completed', 'stopped'])
  -[c:CHANGES WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]->
  (t:Entity WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
WITH DISTINCT i, t
WITH t, i, COLLECT {
  MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
  WITH DISTINCT o ORDER BY o.name, o.id
  RETURN o
} AS owners
WHERE size(owners) > 0
WITH t, i, owners ORDER BY i.name, i.id
WITH t, collect({i: i, owners: owners}) AS by
UNWIND by AS one
UNWIND by AS other
WITH t, one, other
WHERE one.i.id <> other.i.id AND (one.i.name < other.i.name OR (one.i.name = other.i.name AND one.i.id < other.i.id))
  AND none(o IN one.owners WHERE o IN other.owners)
WITH t, one, other ORDER BY t.name, t.id, one.i.name, other.i.name, one.i.id, other.i.id
WITH collect({t: t, one: one, other: other}) AS found
WITH found, size(found) AS total, {targets: COUNT { UNWIND found AS f RETURN DISTINCT f.t }} AS facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS f
WITH f, f.t AS t, f.one.i AS i, f.other.i AS j, total, facts
RETURN
  t {.id, .type, .name} AS target, i {.id, .type, .name} AS initiative, [o IN f.one.owners | o {.id, .type, .name}] AS owners,
  j {.id, .type, .name} AS other, [o IN f.other.owners | o {.id, .type, .name}] AS otherOwners, total, facts
ORDER BY target.name, target.id, initiative.name, other.name
