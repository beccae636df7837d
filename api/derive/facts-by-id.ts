/** The one query whose text lists every relation type: a fact is found by its factId through the index of its type. */
import { relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'

/** `cypher/writes/read_facts.cypher`. With the types written out it is a union of index seeks; with a dynamic type, a scan (seen in the plans). */
export const factsByIdFile = (): string => `// Derived from api/contract/ontology by \`npm run derive\`: do not edit.
// Purpose: Aussagen nach ihrer Kennung / Facts by their factId, for the plan
// In: ids
// Out: factId, relation, from, to, version, stored (all properties)
CYPHER 25
UNWIND $ids AS id
MATCH (a:Entity)-[r:${relationTypeNames.join('|')} {factId: id}]->(b:Entity)
RETURN r.factId AS factId, type(r) AS relation, a.id AS from, b.id AS to, r.version AS version, properties(r) AS stored
`
