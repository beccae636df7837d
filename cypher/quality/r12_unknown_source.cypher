// Purpose: Was nennt eine Quelle, die es nicht gibt? / What names a source that does not exist?
// In: asOf, visibilities, tenants
// Out: id, entity (where it is mended), fact (or null), about {sourceIds}
// Asked is only whether the source exists, so of the source neither day nor visibility is tested: an internal source of a
// public fact exists. Merged ones live on as aliases. The few distinct ids are looked up, not those of every fact.
CYPHER 25
CALL () {
  MATCH (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants) UNWIND n.sourceIds AS sourceId RETURN DISTINCT sourceId
  UNION
  MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants) UNWIND r.sourceIds AS sourceId RETURN DISTINCT sourceId
}
WITH sourceId
WHERE NOT EXISTS { MATCH (s:Entity {id: sourceId}) WHERE s:Source } AND NOT EXISTS { (:Alias {id: sourceId}) }
WITH collect(sourceId) AS missing
WHERE size(missing) > 0
CALL (missing) {
  MATCH (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND any(sourceId IN n.sourceIds WHERE sourceId IN missing))
  RETURN n.id AS id, n AS entity, null AS fact, [sourceId IN n.sourceIds WHERE sourceId IN missing] AS named
  UNION ALL
  MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants AND any(sourceId IN r.sourceIds WHERE sourceId IN missing)]->
    (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants)
  RETURN r.factId AS id, a AS entity, {factId: r.factId, relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}} AS fact, [sourceId IN r.sourceIds WHERE sourceId IN missing] AS named
}
WITH id, entity, fact, {sourceIds: named} AS about
// <<rows
RETURN id, entity {.id, .type, .name} AS entity, fact, about
ORDER BY entity.name, id
