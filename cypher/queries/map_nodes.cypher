// Purpose: Knoten für Karte und Listen / Nodes as maps and lists show them
// In: ids (list of entity ids), asOf, visibilities, tenants
// Out: id, type, name, tenant, visibility, description, kind, stage, depth, vacant, spheres (codes; own, else those of
//      the nearest whole by POST_IN and PART_OF), thrusts (codes), owners (list of {id, type, name})
// Ids that are unknown, ended, hidden from this reader or of another tenant give no row. Order: as in $ids.
CYPHER 25
UNWIND range(0, size($ids) - 1) AS place
MATCH (n:Entity {id: $ids[place]}
  WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
RETURN
  n.id AS id, n.type AS type, n.name AS name, n.tenant AS tenant, n.visibility AS visibility, n.description AS description,
  n.kind AS kind, n.stage AS stage, n.depth AS depth, n.vacant AS vacant,
  CASE WHEN n:Actor THEN COLLECT {
    MATCH (n)
      (()-[r:POST_IN|PART_OF
        WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
        (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)
      ){0,6}
      (whole:Actor WHERE whole.validFrom <= $asOf < whole.validUntil AND whole.visibility IN $visibilities AND whole.tenant IN $tenants)
      -[i:IN_SPHERE WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
      (s:Sphere WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
    WITH collect({code: s.code, steps: size(r)}) AS found, min(size(r)) AS nearest
    UNWIND [f IN found WHERE f.steps = nearest | f.code] AS code
    RETURN DISTINCT code ORDER BY code
  } ELSE [] END AS spheres,
  CASE WHEN n:Initiative OR n:Programme THEN COLLECT {
    MATCH (n)-[p:PURSUES WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (t:Thrust WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants)
    RETURN DISTINCT t.code ORDER BY t.code
  } ELSE [] END AS thrusts,
  COLLECT {
    MATCH (n)<-[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]-
      (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
    RETURN DISTINCT o {.id, .type, .name} ORDER BY o.name
  } AS owners
ORDER BY place
