/** Loads a generated graph straight through the bare driver: batches of UNWIND, sorted by id, with the product's schema. */
import { readFileSync } from 'node:fs'
import {
  type EntityType,
  nodeProperties,
  nodeType,
  type Property,
  type RelationType,
  relationProperties,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import type { GeneratedEntity, GeneratedFact } from './graph/draft.ts'
import type { GeneratedGraph } from './graph/generate.ts'
import type { Values } from './graph/values.ts'

/** Rows in one statement; one statement in one transaction. Between 1,000 and 20,000 the rate is the same. */
const batchSize = 2_000

export interface LoadedIn {
  /** Seconds for entities and for facts. */
  entities: number
  facts: number
}

/** Schema must be there already, so that facts find their ends by index. Answers how long it took. */
export async function loadGraph(driver: Driver, graph: Pick<GeneratedGraph, 'entities' | 'facts'>): Promise<LoadedIn> {
  const began = performance.now()
  for (const [type, entities] of groupedSorted(
    graph.entities,
    ({ type }) => type,
    ({ id }) => id,
  ))
    await loadEntities(driver, type, entities)
  const between = performance.now()
  for (const [relation, facts] of groupedSorted(
    graph.facts,
    ({ relation }) => relation,
    ({ from, to }) => `${from} ${to}`,
  ))
    await loadFacts(driver, relation, facts)
  return { entities: (between - began) / 1000, facts: (performance.now() - between) / 1000 }
}

async function loadEntities(driver: Driver, type: EntityType, entities: readonly GeneratedEntity[]): Promise<void> {
  const labels = nodeType(type).actor ? [type, 'Actor'] : [type]
  const properties = nodeProperties(type)
  await inBatches(driver, entities, statementOf('load_entities'), { labels }, ({ id, values }) => ({
    id,
    type,
    ...stored(properties, values),
  }))
}

async function loadFacts(driver: Driver, relation: RelationType, facts: readonly GeneratedFact[]): Promise<void> {
  const properties = relationProperties(relation)
  await inBatches(driver, facts, statementOf('load_facts'), { relation }, ({ factId, from, to, values }) => {
    const slot = relation === 'ACCOUNTABLE_FOR' && values.validUntil === '9999-12-31' ? { slot: to } : {}
    return { from, to, stored: { factId, ...stored(properties, values), ...slot } }
  })
}

/** A statement of this folder. The plain ones for loading: the product's own writes do more. */
export const statementOf = (name: string): string =>
  readFileSync(new URL(`cypher/${name}.cypher`, import.meta.url), 'utf8')

async function inBatches<T>(
  driver: Driver,
  items: readonly T[],
  statement: string,
  parameters: Values,
  rowOf: (item: T) => Values,
): Promise<void> {
  const session = driver.session()
  try {
    for (let start = 0; start < items.length; start += batchSize) {
      const rows = items.slice(start, start + batchSize).map(rowOf)
      await session.executeWrite((tx) => tx.run(statement, { ...parameters, rows }))
    }
  } finally {
    await session.close()
  }
}

/** Values as Neo4j keeps them: days and times as such, whole numbers as integers, what is missing left out. */
function stored(properties: Readonly<Record<string, Property>>, values: Values): Values {
  const result: Values = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    result[name] = storedValue(name === 'version' ? 'integer' : properties[name]?.kind, value)
  }
  return result
}

function storedValue(kind: Property['kind'] | undefined, value: unknown): unknown {
  if (kind === 'date' && typeof value === 'string')
    return neo4j.types.Date.fromStandardDate(new Date(`${value}T00:00:00Z`))
  if (kind === 'dateTime' && typeof value === 'string') return neo4j.types.DateTime.fromStandardDate(new Date(value))
  return kind === 'integer' && typeof value === 'number' ? neo4j.int(value) : value
}

function groupedSorted<T, K>(items: readonly T[], groupOf: (item: T) => K, keyOf: (item: T) => string): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(groupOf(item))
    if (group) group.push(item)
    else groups.set(groupOf(item), [item])
  }
  for (const group of groups.values()) group.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return groups
}
