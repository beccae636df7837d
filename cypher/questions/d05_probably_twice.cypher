// Purpose: Was ist vermutlich doppelt? / What is probably a duplicate?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: entity, other, sameName, key (official key that both have); sourceIds; total
// Two of one type and one municipality that have an official key in common, or the same name but for case, umlauts, spaces and punctuation.
// Similar names are a matter of the page of duplicates, which compares pair by pair. Left out are events, evidence and code lists, whoever
// belongs to different wholes (two teams may have one name), and pairs of which somebody said that they are two.
CYPHER 25
MATCH (n:Entity&!Source&!ImportBatch&!Assertion&!Decision&!Observation&!Sphere&!Thrust&!TargetQuality&!Skill WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
WITH n, reduce(text = toLower(n.name), c IN [['ä', 'ae'], ['ö', 'oe'], ['ü', 'ue'], ['ß', 'ss'], [' ', ''], ['-', ''], ['–', ''], ['.', ''], [',', ''], ['/', ''], ['„', ''], ['“', ''], ['"', '']] |
  replace(text, c[0], c[1])) AS folded
UNWIND [{by: 'name', text: folded}, {by: 'key', text: n.registerId}, {by: 'key', text: n.leikaKey}, {by: 'key', text: n.oparlId}, {by: 'key', text: n.ags}] AS mark
WITH n, mark WHERE mark.text IS NOT NULL AND mark.text <> ''
WITH n.type AS type, n.tenant AS tenant, mark, n ORDER BY n.id
WITH type, tenant, mark, collect(DISTINCT n)[..20] AS same
WHERE size(same) > 1
UNWIND range(0, size(same) - 2) AS first
UNWIND range(first + 1, size(same) - 1) AS second
WITH same[first] AS a, same[second] AS b, mark
WITH a, b, collect(mark) AS marks
WITH a, b, any(m IN marks WHERE m.by = 'name') AS sameName, [m IN marks WHERE m.by = 'key' | m.text][0] AS key, COLLECT {
  MATCH (a)-[r:PART_OF|POST_IN WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (w:Entity WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)
  RETURN DISTINCT w
} AS wholes, COLLECT {
  MATCH (b)-[r:PART_OF|POST_IN WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
    (w:Entity WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)
  RETURN DISTINCT w
} AS others
WHERE (size(wholes) = 0 OR size(others) = 0 OR any(w IN wholes WHERE w IN others) OR key IS NOT NULL)
  AND NOT EXISTS { MATCH (m:NotSame WHERE m.tenant IN $tenants) WHERE m.a IN [a.id, b.id] AND m.b IN [a.id, b.id] }
WITH a, b, sameName, key ORDER BY key IS NULL, a.name, a.id, b.id
WITH collect({a: a, b: b, sameName: sameName, key: key}) AS found
WITH found[..$limit] AS listed, size(found) AS total
UNWIND listed AS f
WITH f, f.a AS a, f.b AS b, total
RETURN
  a {.id, .type, .name} AS entity, b {.id, .type, .name} AS other, f.sameName AS sameName, f.key AS key,
  a.sourceIds + b.sourceIds AS sourceIds, total
