// Purpose: Einträge, unter denen Dubletten gesucht werden / Entities among which duplicates are searched
// In: types, keys (names of the properties that hold official keys), distinguishing (names of further properties that tell two apart),
//     asOf, visibilities, tenants
// Out: id, type, name, tenant, shortName, keys (list of {property, text}), distinguishing (list of {property, text}),
//      parent ({id, name} of what it belongs to, or null)
CYPHER 25
MATCH (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.type IN $types)
RETURN n.id AS id, n.type AS type, n.name AS name, n.tenant AS tenant, n.shortName AS shortName,
  [k IN $keys WHERE n[k] IS NOT NULL | {property: k, text: toString(n[k])}] AS keys,
  [k IN $distinguishing WHERE n[k] IS NOT NULL | {property: k, text: toString(n[k])}] AS distinguishing,
  COLLECT {
    MATCH (n)-[r:PART_OF|POST_IN|INSTANCE_OF WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (p:Entity WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
    WITH p ORDER BY p.id LIMIT 1
    RETURN p {.id, .name}
  }[0] AS parent
ORDER BY id
