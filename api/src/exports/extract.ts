/**
 * What an export goes through: entities and facts that one reader may see on one day, page by page in the order of their
 * ids. Many short reads instead of one long one: memory stays flat, no read holds the database, and whoever goes away
 * ends the reads with the page that is being read. What changes meanwhile is seen or not, each thing at most once.
 */
import { factIdPrefix } from '@kommunalgraph/contract/ids.ts'
import {
  type EntityType,
  isNodeTypeName,
  isRelationTypeName,
  nodeProperties,
  nodeType,
  type Property,
  type RelationType,
  relationProperties,
  relationTypeNames,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import type { QueryName } from '../graph/queries.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'

/** Things looked at in one read. */
const PAGE = 1_000
/** A page is short work, but the first one is planned: 42 branches took over 30 s on a cold database of an overloaded machine (seen). */
const PAGE_MS = 120_000
/** Ids of which it is remembered whether they may be seen. */
const REMEMBERED = 50_000

export interface Extract {
  readonly graph: Graph
  readonly reading: Reading
  /** Types that are wanted and that this reader may have; a fact needs both its ends among them. */
  readonly types: readonly EntityType[]
}

export interface ExportedEntity {
  readonly id: string
  readonly type: EntityType
  /** By property, in the order of the ontology; what is absent has no key. */
  readonly values: Readonly<Record<string, unknown>>
}

export interface ExportedFact {
  readonly factId: string
  readonly relation: RelationType
  readonly from: EntityRef
  readonly to: EntityRef
  readonly values: Readonly<Record<string, unknown>>
}

type Stored = Record<string, unknown>

/** All entities of the extract, or those of one type, in pages that are never empty. */
export async function* entitiesOf(extract: Extract, type?: EntityType): AsyncGenerator<ExportedEntity[]> {
  if (type !== undefined && !extract.types.includes(type)) return
  const shown = shownReferences(extract)
  const prefix = type === undefined ? undefined : `${nodeType(type).prefix}:`
  const range = prefix === undefined ? EVERY_ID : rangeOf(prefix, prefix)
  for await (const { entities } of pages<{ entities: Stored[] }>(extract.graph, 'exports/entities', parametersOf(extract), range)) {
    const read = entities.flatMap((stored) => {
      const name = String(stored.type)
      return isNodeTypeName(name)
        ? [{ id: String(stored.id), type: name, values: named(stored, nodeProperties(name)) }]
        : []
    })
    yield* page(await shown(read, ({ type: name }) => nodeProperties(name)))
  }
}

/** All facts of the extract, in pages that are never empty. */
export async function* factsOf(extract: Extract): AsyncGenerator<ExportedFact[]> {
  const shown = shownReferences(extract)
  for (const relations of await groupedRelations(extract.graph)) {
    for await (const facts of factsOfRange<StoredFact>(extract.graph, 'exports/facts', parametersOf(extract), relations)) {
      const read = facts.flatMap(({ relation, from, to, stored }) =>
        isRelationTypeName(relation)
          ? [{ factId: String(stored.factId), relation, from, to, values: named(stored, relationProperties(relation)) }]
          : [],
      )
      yield* page(await shown(read, ({ relation }) => relationProperties(relation)))
    }
  }
}

interface StoredFact {
  relation: string
  from: EntityRef
  to: EntityRef
  stored: Stored
}

/**
 * The facts of relations that lie side by side, as one of the derived queries gives them (`exports/facts`, `exports/dump_facts`).
 * Several are read at once, unless they have grown to more than a page meanwhile.
 */
export async function* factsOfRange<Fact>(
  graph: Graph,
  query: QueryName,
  parameters: Record<string, unknown>,
  relations: readonly RelationType[],
): AsyncGenerator<Fact[]> {
  const prefixes = relations.map(factIdPrefix)
  const range = rangeOf(prefixes[0] ?? '', prefixes.at(-1) ?? '')
  if (relations.length > 1) {
    // Each relation gives its first facts: if all together are fewer than a page, none was cut.
    const [row] = await graph.read<{ looked: number; facts: Fact[] }>(
      query,
      { ...parameters, ...range, limit: PAGE },
      { timeoutMs: PAGE_MS },
    )
    if (row && row.looked < PAGE) {
      yield row.facts
      return
    }
    for (const relation of relations) yield* factsOfRange<Fact>(graph, query, parameters, [relation])
    return
  }
  for await (const { facts } of pages<{ facts: Fact[] }>(graph, query, parameters, range)) yield facts
}

/** Relations by the order of their ids, small ones together: a small graph is one read and not one for each relation. */
export async function groupedRelations(graph: Graph): Promise<RelationType[][]> {
  const rows = await graph.read<{ relation: string; total: number }>('exports/fact_counts', {}, { timeoutMs: PAGE_MS })
  const totals = new Map(rows.map(({ relation, total }) => [relation, total]))
  const groups: RelationType[][] = []
  let sum = PAGE
  for (const relation of [...relationTypeNames].sort((a, b) => (factIdPrefix(a) < factIdPrefix(b) ? -1 : 1))) {
    const total = totals.get(relation) ?? 0
    if (total === 0) continue
    sum += total
    if (sum < PAGE) groups.at(-1)?.push(relation)
    else {
      groups.push([relation])
      sum = total
    }
  }
  return groups
}

/** Ids are ASCII without a tilde. */
export const EVERY_ID = { afterId: '', beforeId: '~' }

/** Everything from the first id with one prefix to the last with another: `:` is followed by `;`. */
function rangeOf(first: string, last: string) {
  return { afterId: first, beforeId: `${last.slice(0, -1)};` }
}

const parametersOf = ({ reading, types }: Extract) => ({
  types,
  asOf: reading.asOf,
  visibilities: reading.visibilities,
  tenants: reading.tenants,
})

interface Looked {
  lastId: string | null
  looked: number
}

/** One read after the other, until a page is not full. */
export async function* pages<Row>(
  graph: Graph,
  query: QueryName,
  parameters: Record<string, unknown>,
  { afterId, beforeId }: { afterId: string; beforeId: string },
): AsyncGenerator<Row & Looked> {
  for (let after = afterId; ; ) {
    const [row] = await graph.read<Row & Looked>(
      query,
      { ...parameters, afterId: after, beforeId, limit: PAGE },
      { timeoutMs: PAGE_MS },
    )
    if (!row || row.lastId === null) return
    yield row
    if (row.looked < PAGE) return
    after = row.lastId
  }
}

function* page<T>(things: T[]): Generator<T[]> {
  if (things.length > 0) yield things
}

/** Only what the ontology names for the type leaves the API. */
function named(stored: Stored, properties: Readonly<Record<string, Property>>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const name in properties) {
    const value = stored[name]
    if (value !== undefined && value !== null) values[name] = value
  }
  return values
}

type WithValues = { readonly values: Readonly<Record<string, unknown>> }

/**
 * Takes ids of what this reader may not see out of the values: an internal source must not be betrayed by its id.
 * An internal reader sees all of them; then nothing is asked.
 */
function shownReferences({ graph, reading }: Extract) {
  const known = new Map<string, boolean>()
  const learn = async (ids: Set<string>) => {
    const unknown = [...ids].filter((id) => !known.has(id))
    if (unknown.length === 0) return
    if (known.size > REMEMBERED) known.clear()
    const { visibilities, tenants } = reading
    // Asked again where the memory was emptied: few, as a page refers to few.
    const asked = known.size === 0 ? [...ids] : unknown
    const rows = await graph.read<{ id: string }>(
      'exports/visible_ids',
      { ids: asked, visibilities, tenants },
      { timeoutMs: PAGE_MS },
    )
    for (const id of asked) known.set(id, false)
    for (const { id } of rows) known.set(id, true)
  }
  return async <T extends WithValues>(
    things: T[],
    propertiesOf: (thing: T) => Readonly<Record<string, Property>>,
  ): Promise<T[]> => {
    if (reading.visibilities.includes('internal')) return things
    const referring = things.map((thing) => {
      const properties = propertiesOf(thing)
      return Object.keys(thing.values).filter((name) => properties[name]?.references !== undefined)
    })
    const ids = new Set<string>()
    things.forEach(({ values }, index) => {
      for (const name of referring[index] ?? []) for (const id of [values[name]].flat()) ids.add(String(id))
    })
    await learn(ids)
    return things.map((thing, index) => {
      const values: Record<string, unknown> = { ...thing.values }
      for (const name of referring[index] ?? []) {
        const value = values[name]
        if (Array.isArray(value)) values[name] = value.filter((id) => known.get(String(id)))
        else if (!known.get(String(value))) delete values[name]
      }
      return { ...thing, values }
    })
  }
}
