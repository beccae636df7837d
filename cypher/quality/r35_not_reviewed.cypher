// Purpose: Was wurde zwölf Monate lang nicht geprüft? / What was not reviewed for twelve months?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {reviewed}
// Evidence is as old as it is, and code lists come with the product: nobody reviews them.
CYPHER 25
MATCH (n:Entity&!Source&!ImportBatch&!Sphere&!Thrust&!TargetQuality&!Skill WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND coalesce(n.reviewedAt, n.enteredAt) < datetime({date: $asOf, timezone: 'Europe/Berlin'}) - duration('P1Y'))
WITH n.id AS id, n AS entity, null AS fact, {reviewed: date(datetime({datetime: coalesce(n.reviewedAt, n.enteredAt), timezone: 'Europe/Berlin'}))} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
