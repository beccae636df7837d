// Purpose: Wie gut ist der Bestand belegt? / How well are facts sourced?
// In: asOf, visibilities, tenants
// Out: relation, statements (number), unsourced, weak (only reported or assumed), weakPct, examples (whom the weak or unsourced ones are
//      about, five at most); sourceIds; facts {statements, unsourced, weak}
// Only statements that hold on the day. The weakest relations first.
CYPHER 25
MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
WITH a, r, coalesce(size(r.sourceIds), 0) = 0 AS bare, r.confidence IN ['reported', 'assumed'] AS vague
WITH type(r) AS relation, count(*) AS statements, sum(CASE WHEN bare THEN 1 ELSE 0 END) AS unsourced, sum(CASE WHEN vague THEN 1 ELSE 0 END) AS weak,
  collect(CASE WHEN bare OR vague THEN {a: a, sourceIds: coalesce(r.sourceIds, [])} END) AS doubtful
ORDER BY unsourced DESC, weak DESC, statements DESC, relation
WITH collect({relation: relation, statements: statements, unsourced: unsourced, weak: weak, doubtful: doubtful}) AS rows
WITH rows, {
  statements: reduce(sum = 0, r IN rows | sum + r.statements), unsourced: reduce(sum = 0, r IN rows | sum + r.unsourced),
  weak: reduce(sum = 0, r IN rows | sum + r.weak)
} AS facts
UNWIND rows AS row
RETURN
  [row.relation] AS relation, row.statements AS statements, row.unsourced AS unsourced, row.weak AS weak,
  round(100.0 * row.weak / row.statements, 1) AS weakPct,
  COLLECT {
    UNWIND row.doubtful AS d
    WITH DISTINCT d.a AS a ORDER BY a.name, a.id LIMIT 5
    RETURN a {.id, .type, .name}
  } AS examples,
  reduce(ids = [], d IN row.doubtful | ids + d.sourceIds) AS sourceIds, facts
