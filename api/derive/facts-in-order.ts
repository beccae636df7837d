/**
 * The queries that go through all facts of one relation in the order of their factIds, page by page. Each relation type
 * is a branch of its own, because only a type that is written out has an index (facts-by-id.ts), and only a branch of its
 * own gives its rows in the order of that index without sorting what is left. The ids of other relations lie outside the
 * range, so their branches end at their first look.
 */
import { relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'

const branches = relationTypeNames
  .map(
    (relation) => `  MATCH (a:Entity)-[r:${relation}]->(b:Entity)
  WHERE $afterId < r.factId < $beforeId
  RETURN a, r, b ORDER BY r.factId LIMIT $limit`,
  )
  .join('\n  UNION ALL\n')

const derived = '// Derived from api/contract/ontology by `npm run derive`: do not edit.\n'

/** `cypher/exports/facts.cypher`. A page is so many facts looked at, not so many shown: no page takes long. */
export const factsInOrderFile = (): string => `${derived}// Purpose: Aussagen seitenweise / Facts page by page, for one reader
// In: afterId, beforeId (limits of the factIds, both exclusive), limit (facts looked at), types (types of the ends that may be seen),
//     asOf, visibilities, tenants
// Out: lastId (last one looked at), looked (how many were), facts (those that may be seen, with both ends)
CYPHER 25
CALL () {
${branches}
}
WITH a, r, b, r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants
  AND a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.type IN $types AND a.name IS NOT NULL
  AND b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.type IN $types AND b.name IS NOT NULL AS seen
RETURN max(r.factId) AS lastId, count(*) AS looked, collect(CASE WHEN seen THEN {
  relation: type(r), from: a {.id, .type, .name}, to: b {.id, .type, .name}, stored: properties(r)
} END) AS facts
`

/** `cypher/exports/dump_facts.cypher`. */
export const dumpFactsFile = (): string => `${derived}// Purpose: Alle Aussagen seitenweise, auch beendete / All facts page by page, closed ones too, for the dump
// In: afterId, beforeId (limits of the factIds, both exclusive), limit
// Out: lastId, looked, facts (all that is stored, and the ids of the ends)
CYPHER 25
CALL () {
${branches}
}
RETURN max(r.factId) AS lastId, count(*) AS looked, collect({
  relation: type(r), from: a.id, to: b.id, stored: properties(r)
}) AS facts
`

/** `cypher/exports/fact_counts.cypher`: from the database's own counters, without a look at any fact. */
export const factCountsFile = (): string => `${derived}// Purpose: Wie viele Aussagen gibt es je Beziehungsart? / How many facts are there of each relation?
// In: –
// Out: relation, total
CYPHER 25
CALL () {
${relationTypeNames.map((relation) => `  MATCH ()-[r:${relation}]->() RETURN '${relation}' AS relation, count(r) AS total`).join('\n  UNION ALL\n')}
}
RETURN relation, total
`
