// Purpose: Welche gefassten Beschlüsse führen zu keinem Vorhaben? / Which adopted decisions lead to no initiative?
// In: committee (id of the deciding body, '' for all), asOf, visibilities, tenants, offset, limit
// Out: decision, date, result, reference, paperUrl, by (who decided), sourceIds, total
// A body may have ended since it decided: of it only visibility and tenant are tested.
CYPHER 25
MATCH (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
WHERE NOT EXISTS {
  (d)-[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->
  (x:Initiative|Programme WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
}
WITH d, COLLECT {
  MATCH (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
    -[t:TOOK WHERE t.validFrom <= d.date < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->(d)
  WITH DISTINCT b ORDER BY b.name
  RETURN b {.id, .type, .name}
} AS by
WHERE size(by) > 0 AND ($committee = '' OR any(b IN by WHERE b.id = $committee))
WITH d, by ORDER BY d.date DESC, d.id
WITH collect({d: d, by: by}) AS found
WITH found[$offset..$offset + $limit] AS page, size(found) AS total
UNWIND page AS f
WITH f.d AS d, f.by AS by, total
RETURN
  d {.id, .type, .name} AS decision, d.date AS date, d.result AS result, d.reference AS reference, d.paperUrl AS paperUrl, by,
  d.sourceIds AS sourceIds, total
ORDER BY date DESC, d.id
