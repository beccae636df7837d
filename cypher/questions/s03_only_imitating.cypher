// Purpose: Welche Vorhaben bilden nur nach? / Which initiatives only imitate?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: initiative, depth, stage, changes (what it works on), owners, budgetEur; total;
//      facts {initiatives (all), unrated, budgetEur (of those found), budgets (how many of them have one), otherwiseRated}
// Only imitating = rated so, or each of its changes imitates, whatever the rating says. Finished and stopped ones count too,
// as in the matrix. One row without an initiative if there is none, for the facts.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
WITH i, COLLECT {
  MATCH (i)-[c:CHANGES WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants]->
    (t:Entity WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
  WITH t, collect(c.mode) AS modes ORDER BY t.name, t.id
  RETURN {t: t {.id, .type, .name}, imitated: all(m IN modes WHERE m = 'imitates')}
} AS changes
WITH i, changes, i.depth = 'imitative' OR (size(changes) > 0 AND all(c IN changes WHERE c.imitated)) AS imitates ORDER BY coalesce(i.budgetEur, -1.0) DESC, i.name, i.id
WITH collect({i: i, changes: changes, imitates: imitates}) AS every
WITH every, [e IN every WHERE e.imitates] AS found
WITH found, size(found) AS total, {
  initiatives: size(every), unrated: size([e IN every WHERE e.i.depth = 'unrated']),
  budgetEur: reduce(sum = 0.0, e IN found | sum + coalesce(e.i.budgetEur, 0.0)), budgets: size([e IN found WHERE e.i.budgetEur IS NOT NULL]),
  otherwiseRated: size([e IN found WHERE NOT e.i.depth IN ['imitative', 'unrated']])
} AS facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS one
WITH one.i AS i, one.changes AS changes, total, facts
RETURN
  i {.id, .type, .name} AS initiative, i.depth AS depth, i.stage AS stage, [c IN changes | c.t] AS changes,
  COLLECT {
    MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name, o.id
    RETURN o {.id, .type, .name}
  } AS owners,
  i.budgetEur AS budgetEur, total, facts
ORDER BY coalesce(budgetEur, -1.0) DESC, initiative.name, initiative.id
