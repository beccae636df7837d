// Purpose: Welche Stoßrichtung hat kein aktives Vorhaben? / Which thrust has no active initiative?
// In: asOf, visibilities, tenants
// Out: thrust, initiatives (of it, none of them active); facts {thrusts (number of all), known (those with any initiative)}
// Active = planned, running or live. One row without a thrust if each has one, for the facts.
CYPHER 25
MATCH (t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
WITH t, COLLECT {
  MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
    -[p:PURSUES WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->(t)
  WITH DISTINCT i ORDER BY i.name, i.id
  RETURN {i: i {.id, .type, .name}, active: i.stage IN ['planned', 'running', 'live']}
} AS pursuing ORDER BY t.id
WITH collect({t: t, pursuing: pursuing}) AS every
WITH [e IN every WHERE none(p IN e.pursuing WHERE p.active)] AS idle, {thrusts: size(every), known: size([e IN every WHERE size(e.pursuing) > 0])} AS facts
UNWIND CASE WHEN size(idle) = 0 THEN [null] ELSE idle END AS one
WITH one, one.t AS t, facts
RETURN t {.id, .type, .name} AS thrust, [p IN one.pursuing | p.i] AS initiatives, facts
ORDER BY thrust.id
