// Purpose: Vorhaben nach Veränderungstiefe und Stand / Initiatives by depth of change and stage
// In: asOf, visibilities, tenants
// Out: depth, stage, initiatives (number), budgetEur (sum of the known ones), unbudgeted (number without a budget)
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
WITH i.depth AS depth, i.stage AS stage, count(*) AS initiatives, sum(coalesce(i.budgetEur, 0.0)) AS budgetEur,
  sum(CASE WHEN i.budgetEur IS NULL THEN 1 ELSE 0 END) AS unbudgeted
RETURN depth, stage, initiatives, budgetEur, unbudgeted
ORDER BY depth, stage
