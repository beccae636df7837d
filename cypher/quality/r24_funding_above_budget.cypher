// Purpose: Wo übersteigt die Finanzierung das Budget? / Where does the funding exceed the budget?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {total, budget}
CYPHER 25
MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->
  (i:Initiative|Programme WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.budgetEur IS NOT NULL)
WITH i, sum(f.amountEur) AS total
WHERE total > i.budgetEur
WITH i.id AS id, i AS entity, null AS fact, {total: total, budget: i.budgetEur} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
