// Purpose: Welche Vorhaben sind überfällig, und wer verantwortet sie? / Which initiatives are overdue, and who is accountable?
// In: asOf, visibilities, tenants
// Out: initiative, dueDate, daysLate, stage, owners
// Whether an owner still exists is not asked: that is the gap organisation_dissolved.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.dueDate < $asOf AND i.stage IN ['planned', 'running', 'paused'])
RETURN
  i {.id, .type, .name} AS initiative, i.dueDate AS dueDate, duration.inDays(i.dueDate, $asOf).days AS daysLate, i.stage AS stage,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners
ORDER BY daysLate DESC, i.name, i.id
