// Purpose: Ausnahme von einer Regel aufheben / End an exception from a rule
// In: rule, target, tenant, by, at
// Out: ended (how many stood)
CYPHER 25
MATCH (e:QualityException {tenant: $tenant, rule: $rule, target: $target} WHERE e.endedAt IS NULL)
SET e.endedAt = $at, e.endedBy = $by
RETURN count(e) AS ended
