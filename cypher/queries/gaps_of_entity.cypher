// Purpose: Welche Lücken hat dieser Eintrag? / Which gaps does this entity have?
// In: id, asOf, visibilities, tenants
// Out: id; with the fragment fragments/gaps/of_entity also gaps (kinds); no row if this reader sees no such entity that day
CYPHER 25
MATCH (x:Entity {id: $id} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
RETURN x.id AS id
// <<gaps
