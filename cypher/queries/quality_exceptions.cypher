// Purpose: Welche Ausnahmen von Regeln gelten? / Which exceptions from rules stand?
// In: tenants
// Out: rule, target (entity id or factId), reason, by, at
// Exceptions are no part of the graph that readers see: they have no validity and no visibility of their own. A public
// reader is never told of them; what they take out of the counts is nothing that this reader could not see.
CYPHER 25
MATCH (e:QualityException WHERE e.tenant IN $tenants AND e.endedAt IS NULL)
RETURN e.rule AS rule, e.target AS target, e.reason AS reason, e.by AS by, e.at AS at
ORDER BY rule, at DESC, target
