// Purpose: Welche Vorhaben blockieren andere? / Which initiatives block others?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: initiative, health, dueDate, daysLate (null = not late), owners, blocked (initiatives that need it, directly or through
//      others), blocks (their number); total; facts {troubled (all that are red or late), waiting (different ones that wait)}
// Blocking = red, or past its due date and not live; blocked = an initiative that needs it over at most 12 steps. What is
// completed or stopped neither blocks nor waits. One row without an initiative if none blocks another, for the facts.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND NOT i.stage IN ['completed', 'stopped'])
WHERE coalesce(i.health = 'red' OR (i.dueDate < $asOf AND i.stage <> 'live'), false)
WITH i, COLLECT {
  MATCH (i)
    ((m)<-[r:DEPENDS_ON WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
      (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,12}
    (x:Initiative WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants AND NOT x.stage IN ['completed', 'stopped'])
  WHERE x <> i
  WITH DISTINCT x ORDER BY x.name, x.id
  RETURN x
} AS blocked ORDER BY size(blocked) DESC, i.name, i.id
WITH collect({i: i, blocked: blocked}) AS every
WITH size(every) AS troubled, [e IN every WHERE size(e.blocked) > 0] AS found
WITH found, size(found) AS total, {troubled: troubled, waiting: COUNT { UNWIND found AS f UNWIND f.blocked AS x RETURN DISTINCT x }} AS facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS one
WITH one, one.i AS i, total, facts
RETURN
  i {.id, .type, .name} AS initiative, i.health AS health, i.dueDate AS dueDate,
  CASE WHEN i.dueDate < $asOf THEN duration.inDays(i.dueDate, $asOf).days END AS daysLate,
  COLLECT {
    MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name, o.id
    RETURN o {.id, .type, .name}
  } AS owners,
  [x IN one.blocked | x {.id, .type, .name}] AS blocked, size(one.blocked) AS blocks, total, facts
ORDER BY blocks DESC, initiative.name, initiative.id
