/** Pairs that may be one thing, best first. Nothing here merges anything. */
import type { Duplicate, DuplicatesAnswer, NotSame } from '@kommunalgraph/contract/merging.ts'
import { type EntityType, entityTypes, keyProperties, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { batches } from '../changes/read-state.ts'
import { readCursor, start, writeCursor } from '../cursor.ts'
import type { Graph } from '../graph/run.ts'
import { seqOf, untilChange } from '../graph/until-change.ts'
import type { Reading } from '../reading.ts'
import { letOthersIn } from '../turns.ts'
import { pairsToCompare } from './blocking.ts'
import { normalName } from './names.ts'
import { type Comparable, PROPOSED_FROM, scoreOf, withMostNeighbours } from './score.ts'

/** What can be one thing twice. A code of a list is one by its id; imports, claims and measured values are events. */
export const mergeableTypes: readonly EntityType[] = entityTypes.filter(
  (type) => !nodeType(type).codeList && !['ImportBatch', 'Assertion', 'Observation'].includes(type),
)

/** An OZG number bundles several services, and one paper leads to several decisions: equal is not the same. */
const identifying = [...keyProperties.filter((key) => key !== 'ozgId' && key !== 'reference'), 'oparlId', 'sha256']
const distinguishing = ['date', 'reference', 'termStart', 'unit']

/** Pairs whose neighbours are asked for in one go. */
const PAIRS_AT_ONCE = 500
/** Pairs that are proposed at most; whoever has more has another problem. */
const MOST_PROPOSED = 5_000
/** Pairs compared before others get a turn, some 10 ms. */
const SLICE = 2_000

/** Stewards look over the whole municipality, and rather wait than get nothing. */
export const STEWARD_PATIENCE = { timeoutMs: 20_000 }

interface Row {
  id: string
  type: EntityType
  name: string
  tenant: string
  shortName: string | null
  keys: { property: string; text: string }[]
  distinguishing: { property: string; text: string }[]
  parent: { id: string; name: string } | null
}

interface Found {
  items: Duplicate[]
  compared: number
  entities: number
}

/** Every proposed pair that this reader may see, best first; computed anew only after a change. */
async function allDuplicates(graph: Graph, reading: Reading): Promise<Found> {
  return kept(graph, reading, await seqOf(graph), () => search(graph, reading))
}

/** Readers and days of which the proposals are kept. */
const kept = untilChange<Found>(4)

async function search(graph: Graph, reading: Reading): Promise<Found> {
  const entities = (await readComparables(graph, reading, mergeableTypes)).map(comparable)
  const pairs = pairsToCompare(entities)
  const near: [Comparable, Comparable][] = []
  for (const slice of batches(pairs, SLICE)) {
    for (const [first, second] of slice) {
      const [a, b] = [entities[first], entities[second]]
      if (a && b && withMostNeighbours(scoreOf(a, b).score) >= PROPOSED_FROM) near.push([a, b])
    }
    await letOthersIn()
  }
  const items: Duplicate[] = []
  for (const some of batches(near, PAIRS_AT_ONCE)) {
    const shared = await sharedNeighbours(graph, reading, some)
    for (const [a, b] of some) {
      const { names, total } = shared.get(`${a.id}|${b.id}`) ?? { names: [], total: 0 }
      const scored = scoreOf(a, b, names, total)
      if (scored.score >= PROPOSED_FROM) items.push({ a: refOf(a), b: refOf(b), ...scored })
    }
  }
  items.sort((one, two) => two.score - one.score || (keyOf(one) < keyOf(two) ? -1 : 1))
  return { items: items.slice(0, MOST_PROPOSED), compared: pairs.length, entities: entities.length }
}

async function sharedNeighbours(graph: Graph, reading: Reading, pairs: readonly [Comparable, Comparable][]) {
  const rows = pairs.map(([a, b]) => ({ a: a.id, b: b.id }))
  const found = await graph.read<{ a: string; b: string; names: string[]; total: number }>(
    'merging/shared_neighbours',
    {
      ...reading,
      rows,
    },
    STEWARD_PATIENCE,
  )
  return new Map(found.map(({ a, b, names, total }) => [`${a}|${b}`, { names, total }]))
}

function readComparables(graph: Graph, reading: Reading, types: readonly EntityType[]): Promise<Row[]> {
  return graph.read<Row>(
    'merging/candidates',
    { ...reading, types, keys: identifying, distinguishing },
    STEWARD_PATIENCE,
  )
}

function comparable(row: Row): Comparable {
  const { id, type, name, tenant, shortName, parent } = row
  const texts = [name, ...(shortName && shortName !== name ? [shortName] : [])]
  const byProperty = (list: Row['keys']) => Object.fromEntries(list.map(({ property, text }) => [property, text]))
  return {
    id,
    type,
    name,
    tenant,
    names: texts.map(normalName),
    keys: byProperty(row.keys),
    distinguishing: byProperty(row.distinguishing),
    parent,
  }
}

const refOf = ({ id, type, name }: Comparable) => ({ id, type: type as EntityType, name })
const keyOf = ({ a, b }: Pick<Duplicate, 'a' | 'b'>) => pairKeyOf(a.id, b.id)

/** How a pair is called, whatever its order. */
export function pairKeyOf(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

/** What was marked as not the same, as far as this reader may see both. */
export async function notSamePairs(graph: Graph, reading: Reading): Promise<NotSame[]> {
  const { visibilities, tenants } = reading
  const rows = await graph.read<NotSame & { key: string }>('merging/read_not_same', { visibilities, tenants }, STEWARD_PATIENCE)
  return rows.map(({ key: _key, ...pair }) => pair)
}

/** One page of proposals, without pairs that were marked as not the same. */
export async function duplicatesPage(
  graph: Graph,
  reading: Reading,
  types: readonly EntityType[] | undefined,
  page: { cursor: string | undefined; limit: number },
): Promise<DuplicatesAnswer> {
  const scope = { types, asOf: reading.asOf, tenants: reading.tenants, what: 'duplicates' }
  const after = readCursor(page.cursor, scope) ?? start
  const [{ items, compared, entities }, apart] = await Promise.all([
    allDuplicates(graph, reading),
    notSamePairs(graph, reading),
  ])
  const remembered = new Set(apart.map(({ a, b }) => pairKeyOf(a.id, b.id)))
  const open = items.filter((pair) => !remembered.has(keyOf(pair)))
  const asked = open.filter(({ a }) => types === undefined || types.includes(a.type as EntityType))
  const begin =
    after.id === ''
      ? 0
      : asked.findIndex(
          ({ score, ...pair }) => score < Number(after.key) || (score === Number(after.key) && keyOf(pair) > after.id),
        )
  const shown = begin < 0 ? [] : asked.slice(begin, begin + page.limit)
  const last = shown.at(-1)
  const counts = new Map<EntityType, number>()
  for (const { a } of open) counts.set(a.type as EntityType, (counts.get(a.type as EntityType) ?? 0) + 1)
  return {
    items: shown,
    total: asked.length,
    compared,
    entities,
    types: mergeableTypes.flatMap((type) => {
      const total = counts.get(type)
      return total ? [{ type, total }] : []
    }),
    nextCursor:
      last && begin + page.limit < asked.length
        ? writeCursor({ key: String(last.score), id: keyOf(last) }, scope)
        : null,
  }
}

/** The score of one pair, proposed or not. Both must exist for this reader; else there is nothing to say. */
export async function scorePair(graph: Graph, reading: Reading, a: string, b: string, type: EntityType) {
  const rows = await readComparables(graph, reading, [type])
  const [first, second] = [a, b]
    .map((id) => rows.find((row) => row.id === id))
    .map((row) => (row ? comparable(row) : undefined))
  if (!first || !second) return { score: 0, reasons: [] }
  const shared = (await sharedNeighbours(graph, reading, [[first, second]])).get(`${a}|${b}`)
  return scoreOf(first, second, shared?.names, shared?.total)
}
