// Purpose: Was fällt aus, wenn ein Unternehmen mit seinen Töchtern wegfällt? / What falls if an enterprise falls away with its subsidiaries?
// In: id, limit (rows at most), asOf, visibilities, tenants
// Out: affected, through (the enterprise or subsidiaries on which it rests), owners; total; facts {subsidiaries, services, processes, systems,
//      offerings, datasets, initiatives}
// Subsidiary = an organisation of which it holds more than 50 %, multiplied along each chain of shares and summed over the chains; of a range
// the least counts. Everything that needs one of them, at most 12 steps away, as in T01: what is of low criticality or has a
// fallback is not followed. One row without a hit if there is none, for the facts. Owners may have ended since.
CYPHER 25
MATCH (z:Organization&Entity {id: $id} WHERE z.validFrom <= $asOf < z.validUntil AND z.visibility IN $visibilities AND z.tenant IN $tenants)
WITH z, COLLECT {
  MATCH (z)
    ((b)-[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.interestType <> 'voting_rights']->
      (n:Organization WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,6} (e:Organization)
  WHERE e <> z
  WITH e, sum(reduce(part = 100.0, x IN s | part * coalesce(x.sharePct, x.shareMin) / 100)) AS pct
  WHERE pct > 50
  RETURN e ORDER BY e.name, e.id
} AS subsidiaries
WITH [z] + subsidiaries AS falling
UNWIND falling AS x
OPTIONAL CALL (x) {
  MATCH (x)
    ((m)<-[r:DEPENDS_ON|STORED_IN|OPERATED_BY|OFFERED_BY|PROVIDED_BY|HAS_PROCESS|HAS_STEP|USES_DATA WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
        AND coalesce(r.criticality, 'high') <> 'low' AND NOT coalesce(r.fallback, false)]-
      (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,12}
    (y:Entity)
  RETURN DISTINCT y
}
WITH falling, y, collect(x) AS through
WITH falling, y, through ORDER BY y.type, y.name, y.id
WITH falling, [f IN collect({y: y, through: through}) WHERE f.y IS NOT NULL AND NOT f.y IN falling] AS found
WITH found[..$limit] AS listed, size(found) AS total, {
  subsidiaries: size(falling) - 1,
  services: size([f IN found WHERE f.y.type = 'Service']), processes: size([f IN found WHERE f.y.type = 'Process']),
  systems: size([f IN found WHERE f.y.type = 'System']), offerings: size([f IN found WHERE f.y.type = 'Offering']),
  datasets: size([f IN found WHERE f.y.type = 'Dataset']), initiatives: size([f IN found WHERE f.y.type = 'Initiative'])
} AS facts
UNWIND CASE WHEN size(listed) = 0 THEN [null] ELSE listed END AS f
WITH f, f.y AS y, total, facts
RETURN
  y {.id, .type, .name} AS affected, [x IN f.through | x {.id, .type, .name}] AS through,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->(y)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS owners, total, facts
