// Purpose: Welche Kommunen kennt der Graph? / Which municipalities does the graph know?
// In: visibilities
// Out: tenant (ARS)
// A tenant is known by the organisation that is the municipality itself; no label scan over all entities.
CYPHER 25
MATCH (n:Organization)
WHERE n.kind IN ['municipality', 'county'] AND n.tenant <> 'shared' AND n.id = 'org:ars:' + n.tenant
  AND n.visibility IN $visibilities
RETURN n.tenant AS tenant
