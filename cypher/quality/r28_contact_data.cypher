// Purpose: Wo stehen Kontaktdaten in einem Text? / Where does a text hold contact data?
// In: asOf, visibilities, tenants, textProperties (where people write freely), contactData (pattern)
// Out: id, entity (where it is mended), fact (or null), about {properties}
// The pattern is that of the door. What is found is never repeated, only where it stands.
CYPHER 25
CALL () {
  MATCH (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
  WITH n, [k IN keys(n) WHERE k IN $textProperties AND any(v IN CASE WHEN n[k] IS :: STRING THEN [n[k]] ELSE n[k] END WHERE v =~ $contactData)] AS properties
  WHERE size(properties) > 0
  RETURN n.id AS id, n AS entity, null AS fact, properties
  UNION ALL
  MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants AND r.note IS NOT NULL OR r.mandate IS NOT NULL OR r.subject IS NOT NULL]->
    (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
  WITH r, a, b, [k IN keys(r) WHERE k IN $textProperties AND any(v IN CASE WHEN r[k] IS :: STRING THEN [r[k]] ELSE r[k] END WHERE v =~ $contactData)] AS properties
  WHERE size(properties) > 0
  RETURN r.factId AS id, a AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact, properties
}
WITH id, entity, fact, {properties: properties} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
