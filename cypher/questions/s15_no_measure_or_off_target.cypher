// Purpose: Welche Vorhaben haben kein Wirkungsmaß oder verfehlen ihr Ziel? / Which initiatives have no outcome measure or are off target?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: initiative, stage, measure (null = it has none), unit, target, value (null = never measured), date (of the value),
//      missedPct (by how much of the target); total; facts {initiatives (all looked at), without, off, unmeasured, untargeted (measures without a target)}
// Running, live and completed ones. Only measures of effect count (outcome, impact), with their newest value up to the day. A
// measure without a target cannot be missed: it is counted beside the rows. One row without an initiative if there is none.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['running', 'live', 'completed'])
WITH i, COLLECT {
  MATCH (i)-[m:MEASURED_BY WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->
    (n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.level IN ['outcome', 'impact'])
  RETURN DISTINCT n
} AS measures
UNWIND CASE WHEN size(measures) = 0 THEN [null] ELSE measures END AS n
WITH i, n, COLLECT {
  MATCH (n)-[h:HAS_OBSERVATION WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
    (o:Observation WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants AND o.date <= $asOf)
  WITH DISTINCT o ORDER BY o.date DESC, o.id LIMIT 1
  RETURN o
}[0] AS last
WITH i, n, last, CASE
  WHEN n IS NULL THEN 'without'
  WHEN last IS NULL THEN 'unmeasured'
  WHEN n.target IS NULL THEN 'untargeted'
  WHEN (n.direction = 'up' AND last.value < n.target) OR (n.direction = 'down' AND last.value > n.target) THEN 'off'
  ELSE 'reached'
END AS state
WITH i, n, last, state, CASE WHEN state = 'off' AND n.target <> 0 THEN round(100.0 * abs(last.value - n.target) / abs(n.target), 1) END AS missedPct
ORDER BY CASE state WHEN 'off' THEN 0 WHEN 'unmeasured' THEN 1 ELSE 2 END, coalesce(missedPct, -1.0) DESC, i.name, i.id, n.name, n.id
WITH collect({i: i, n: n, last: last, state: state, missedPct: missedPct}) AS every
WITH [e IN every WHERE e.state IN ['without', 'unmeasured', 'off']] AS found, {
  initiatives: COUNT { UNWIND every AS e RETURN DISTINCT e.i }, without: size([e IN every WHERE e.state = 'without']),
  off: size([e IN every WHERE e.state = 'off']), unmeasured: size([e IN every WHERE e.state = 'unmeasured']),
  untargeted: size([e IN every WHERE e.state = 'untargeted'])
} AS facts
WITH found, size(found) AS total, facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE range(0, CASE WHEN total < $limit THEN total ELSE $limit END - 1) END AS place
WITH place, found[place] AS one, total, facts
WITH place, one, one.i AS i, one.n AS n, total, facts
RETURN
  i {.id, .type, .name} AS initiative, i.stage AS stage, n {.id, .type, .name} AS measure, n.unit AS unit, n.target AS target,
  one.last.value AS value, one.last.date AS date, one.missedPct AS missedPct, total, facts
ORDER BY place
