// Purpose: Eine lange Beziehungsliste, Seite für Seite / A long list of relations, page by page
// In: id, relations (list of types), directions (list of 'out' | 'in'), afterName, afterFact ('' for the first page),
//     limit, asOf, visibilities, tenants
// Out: relation, direction, factId, other {id, type, name}, properties (of the edge), total (of all pages)
CYPHER 25
MATCH (n:Entity {id: $id} WHERE n.visibility IN $visibilities)
CALL (n) {
  MATCH (n)-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  WHERE 'out' IN $directions AND type(r) IN $relations
  RETURN r, o, 'out' AS direction
  UNION ALL
  MATCH (n)<-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  WHERE 'in' IN $directions AND type(r) IN $relations
  RETURN r, o, 'in' AS direction
}
WITH r, o, direction ORDER BY o.name, r.factId
WITH collect({r: r, o: o, direction: direction}) AS found
UNWIND [x IN found WHERE x.o.name > $afterName OR (x.o.name = $afterName AND x.r.factId > $afterFact)][..$limit] AS x
RETURN type(x.r) AS relation, x.direction AS direction, x.r.factId AS factId, {id: x.o.id, type: x.o.type, name: x.o.name} AS other,
  properties(x.r) AS properties, size(found) AS total
ORDER BY other.name, factId
