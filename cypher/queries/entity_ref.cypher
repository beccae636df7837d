// Purpose: Gibt es diesen Eintrag für diesen Leser? Auch unter früherer Kennung / Does this entity exist for this reader, former ids included?
// In: id, visibilities
// Out: id, type, name, tenant, visibility, version, validFrom, validUntil
// Deliberately without a day and a tenant: see queries/entity.
CYPHER 25
OPTIONAL MATCH (a:Alias {id: $id})
WITH coalesce(a.target, $id) AS current
MATCH (n:Entity {id: current} WHERE n.visibility IN $visibilities)
RETURN n.id AS id, n.type AS type, n.name AS name, n.tenant AS tenant, n.visibility AS visibility,
  n.version AS version, n.validFrom AS validFrom, n.validUntil AS validUntil
