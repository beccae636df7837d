// Purpose: Welche Schlüsselkompetenzen fehlen? / Which key competences are missing?
// In: coverPct (held to less than this share of what is needed), asOf, visibilities, tenants
// Out: skill, proficiency (the highest that is asked for), neededFte, heldFte (at that level), missingFte, initiatives (number),
//      which, unstated (initiatives that do not say how much), holders (units that have it at that level);
//      facts {skills (all that are needed)}
// Needed by initiatives that are decided, planned or running. One row without a skill if none is missing, for the facts.
CYPHER 25
MATCH (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants AND i.stage IN ['decided', 'planned', 'running'])
  -[n:NEEDS_SKILL WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants]->
  (k:Skill WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants)
WITH k, i, n ORDER BY i.name, i.id
WITH k, max(n.proficiency) AS proficiency, sum(coalesce(n.fte, 0.0)) AS neededFte, collect(DISTINCT i) AS which,
  sum(CASE WHEN n.fte IS NULL THEN 1 ELSE 0 END) AS unstated
WITH k, proficiency, neededFte, which, unstated, COLLECT {
  MATCH (k)<-[h:HAS_SKILL WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants AND h.proficiency >= proficiency]-
    (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
  WITH a, sum(coalesce(h.fte, 0.0)) AS fte ORDER BY fte DESC, a.name, a.id
  RETURN {a: a {.id, .type, .name}, fte: fte}
} AS held
WITH k, proficiency, which, unstated, held, round(neededFte, 2) AS neededFte, round(reduce(sum = 0.0, h IN held | sum + h.fte), 2) AS heldFte
WITH collect({
  k: k, proficiency: proficiency, which: which, unstated: unstated, holders: [h IN held | h.a], needed: neededFte, held: heldFte,
  missing: round(CASE WHEN neededFte > heldFte THEN neededFte - heldFte ELSE 0.0 END, 2)
}) AS every
WITH [e IN every WHERE e.held < e.needed * $coverPct / 100.0] AS found, {skills: size(every)} AS facts
UNWIND CASE WHEN size(found) = 0 THEN [null] ELSE found END AS one
WITH one, one.k AS k, facts
RETURN
  k {.id, .type, .name} AS skill, one.proficiency AS proficiency, one.needed AS neededFte, one.held AS heldFte, one.missing AS missingFte,
  size(one.which) AS initiatives, [i IN one.which | i {.id, .type, .name}] AS which, one.unstated AS unstated, one.holders AS holders, facts
ORDER BY missingFte DESC, skill.id
