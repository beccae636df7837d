// Purpose: Alle Beziehungen eines Eintrags, gruppiert / All relations of an entity, grouped by type and direction
// In: id, perGroup (most items of a group), asOf, visibilities, tenants
// Out: relation, direction ('out': the entity is the source), total, items (list of {factId, other {id, type, name},
//      properties (map of all stored properties of the edge)})
CYPHER 25
MATCH (n:Entity {id: $id} WHERE n.visibility IN $visibilities)
CALL (n) {
  MATCH (n)-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  RETURN r, o, 'out' AS direction
  UNION ALL
  MATCH (n)<-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (o:Entity WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
  RETURN r, o, 'in' AS direction
}
WITH r, o, type(r) AS relation, direction ORDER BY o.name, r.factId
WITH relation, direction, collect({r: r, o: o}) AS found
RETURN relation, direction, size(found) AS total,
  [x IN found[..$perGroup] | {factId: x.r.factId, other: {id: x.o.id, type: x.o.type, name: x.o.name}, properties: properties(x.r)}] AS items
ORDER BY direction DESC, relation
