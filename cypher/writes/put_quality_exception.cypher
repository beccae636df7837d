// Purpose: Ausnahme von einer Regel festhalten / Keep an exception from a rule
// In: rule, target, tenant, reason, by, at
// Out: –
// One that stood before ends and stays, so that what was said when is never lost.
CYPHER 25
OPTIONAL MATCH (old:QualityException {tenant: $tenant, rule: $rule, target: $target} WHERE old.endedAt IS NULL)
SET old.endedAt = $at, old.endedBy = $by
WITH DISTINCT 1 AS once
CREATE (e:QualityException {tenant: $tenant, rule: $rule, target: $target, reason: $reason, by: $by, at: $at})
