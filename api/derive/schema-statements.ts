/**
 * Constraints and indexes as Cypher text, from the ontology. Property existence and types cannot be
 * constrained in the Community edition: the schemas at the API and the quality rules do that.
 */
import {
  entityTypes,
  keyProperties,
  nameProperties,
  nodeType,
  relationType,
  relationTypeNames,
  searchableTypes,
} from '@kommunalgraph/contract/ontology/ontology.ts'

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

const file = (header: readonly string[], statements: readonly string[]): string =>
  `${header.map((line) => `// ${line}`.trimEnd()).join('\n')}\n${statements.map((statement) => `CYPHER 25 ${statement};`).join('\n')}\n`

const derived = 'Derived from api/contract/ontology by `npm run derive`: do not edit.'

const uniqueNode = (name: string, label: string, properties: readonly string[]): string => {
  const keys = properties.map((property) => `n.${property}`).join(', ')
  return `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${label}) REQUIRE ${properties.length > 1 ? `(${keys})` : keys} IS UNIQUE`
}

const uniqueEdge = (name: string, type: string, property: string): string =>
  `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR ()-[r:${type}]-() REQUIRE r.${property} IS UNIQUE`

const index = (name: string, label: string, properties: readonly string[]): string =>
  `CREATE INDEX ${name} IF NOT EXISTS FOR (n:${label}) ON (${properties.map((property) => `n.${property}`).join(', ')})`

const fulltext = (name: string, properties: readonly string[], analyzer: string): string =>
  `CREATE FULLTEXT INDEX ${name} IF NOT EXISTS FOR (n:${searchableTypes.join('|')}) ON EACH [${properties.map((property) => `n.${property}`).join(', ')}] ` +
  `OPTIONS {indexConfig: {\`fulltext.analyzer\`: '${analyzer}'}}`

/** What the one door keeps beside the graph: log, aliases of merged ids, traces of retracted things, counters, migrations. */
const bookkeeping = [
  uniqueNode('alias_id', 'Alias', ['id']),
  uniqueNode('tombstone_id', 'Tombstone', ['id']),
  uniqueNode('log_entry_part', 'LogEntry', ['seq', 'part']),
  uniqueNode('sequence_name', 'Sequence', ['name']),
  uniqueNode('migration_id', '__Migration', ['id']),
  uniqueNode('not_same_key', 'NotSame', ['key']),
  uniqueNode('quality_day', 'QualityDay', ['tenant', 'day']),
]

/** Text of `cypher/schema/constraints.cypher`. */
export const constraintsFile = (): string =>
  file(
    [
      derived,
      'One id for each entity, one factId in each relation type (so that a fact is found by the index of its type),',
      'and at most one open owner: `slot` holds the id of the target while the edge is open.',
      'in: nothing   out: nothing; applied at each start, in this order, one statement per transaction',
    ],
    [
      uniqueNode('entity_id', 'Entity', ['id']),
      ...bookkeeping,
      ...relationTypeNames.map((type) => uniqueEdge(`fact_${type.toLowerCase()}`, type, 'factId')),
      ...relationTypeNames
        .filter((type) => relationType(type).cardinality === 'one-per-target')
        .map((type) => uniqueEdge(`one_open_${type.toLowerCase()}`, type, 'slot')),
    ],
  )

const propertyIndexes = entityTypes.flatMap((type) =>
  Object.entries(nodeType(type).properties)
    .filter(([, property]) => property.indexed)
    .map(([name]) => index(`${snake(type)}_${snake(name)}`, type, [name])),
)

/** Text of `cypher/schema/indexes.cypher`. */
export const indexesFile = (): string =>
  file(
    [
      derived,
      'entity_names: search as you type, over names and official keys. Tried on 2026.08.1: standard-folding makes',
      '  ü, u and ß, ss and é, e the same, except in a prefix (`straßenbau*` finds nothing): whoever asks folds the prefix first.',
      '  It keeps stop words and whole words, and does not know ue for ü.',
      'entity_text: full search. The german analyzer also knows ue for ü and stems (Bauanträge finds Bauantrag),',
      '  but drops stop words and misses a prefix that is longer than the stem. A search asks both.',
      'in: nothing   out: nothing; applied at each start, in this order, one statement per transaction',
    ],
    [
      fulltext('entity_names', [...nameProperties, ...keyProperties], 'standard-folding'),
      fulltext('entity_text', ['name', 'nameEn', 'description'], 'german'),
      index('entity_tenant', 'Entity', ['tenant']),
      index('entity_tenant_type_name', 'Entity', ['tenant', 'type', 'name']),
      ...propertyIndexes,
    ],
  )
