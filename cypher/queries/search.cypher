// Purpose: Suche beim Tippen / Search as you type
// In: exactId (text as it may be an id), nameQuery, textQuery (Lucene, escaped), fetch (most hits of an index),
//     types, keys (names of the properties that hold official keys), asOf, visibilities, tenants
// Out: fetched (hits before the reader's rights: for the caller alone, never for an answer), hits (list of {id, type, name,
//      tenant, nameEn, shortName, description, keys: list of {property, text}})
CYPHER 25
CALL () {
  MATCH (x:Entity {id: $exactId}) RETURN x
  UNION
  MATCH (a:Alias {id: $exactId}) MATCH (x:Entity {id: a.target}) RETURN x
  UNION
  CALL db.index.fulltext.queryNodes('entity_names', $nameQuery, {limit: $fetch}) YIELD node RETURN node AS x
  UNION
  CALL db.index.fulltext.queryNodes('entity_text', $textQuery, {limit: $fetch}) YIELD node RETURN node AS x
}
WITH collect(x) AS found
RETURN size(found) AS fetched,
  [n IN found WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.type IN $types |
    n {.id, .type, .name, .tenant, .nameEn, .shortName, .description,
       keys: [k IN $keys WHERE n[k] IS NOT NULL | {property: k, text: toString(n[k])}]}] AS hits
