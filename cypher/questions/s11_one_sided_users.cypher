// Purpose: Wo fehlt die doppelte Nutzerzentrierung? / Where is only one side of users, or none, really involved?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: initiative, stage, side (the only one involved; null = nobody is), groups (who is involved), owners; total;
//      facts {initiatives (all active ones), nobody, external (only these), internal (only these)}
// Active = planned, running or live. Involved = more than "none". One row without an initiative if there is none, for the facts.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['planned', 'running', 'live'])
WITH i, COLLECT {
  MATCH (i)-[v:SERVES WHERE v.validFrom <= $asOf < v.validUntil AND v.visibility IN $visibilities AND v.tenant IN $tenants AND v.involvement <> 'none']->
    (g:UserGroup WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants)
  WITH DISTINCT g ORDER BY g.name, g.id
  RETURN g
} AS groups ORDER BY i.name, i.id
WITH i, groups, COLLECT { UNWIND groups AS g RETURN DISTINCT g.side } AS sides
WITH collect({i: i, groups: groups, sides: sides}) AS every
WITH size(every) AS initiatives, [e IN every WHERE size(e.sides) < 2] AS found
WITH found, size(found) AS total, {
  initiatives: initiatives, nobody: size([f IN found WHERE size(f.sides) = 0]),
  external: size([f IN found WHERE 'external' IN f.sides]), internal: size([f IN found WHERE 'internal' IN f.sides])
} AS facts
UNWIND CASE WHEN total = 0 THEN [null] ELSE found[..$limit] END AS one
WITH one, one.i AS i, total, facts
RETURN
  i {.id, .type, .name} AS initiative, i.stage AS stage, one.sides[0] AS side, [g IN one.groups | g {.id, .type, .name}] AS groups,
  COLLECT {
    MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(i)
    WITH DISTINCT o ORDER BY o.name, o.id
    RETURN o {.id, .type, .name}
  } AS owners, total, facts
ORDER BY size(groups), initiative.name, initiative.id
