/** Reads what the plan has to know, in the transaction that will write: touched things first, then what they are checked against. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { isFactId } from '@kommunalgraph/contract/ids.ts'
import { isRelationTypeName } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import type { WantedContext } from './context.ts'
import type { Draft } from './draft.ts'
import { proposedIds } from './plan-entities.ts'
import { type EntityState, type FactState, type GraphState, pairKey, type Value, type Values } from './state.ts'

/** Rows in one round trip: flat between 1,000 and 20,000 (measured), and small in memory. */
export const BATCH = 2_000
/** A chain of command is never this long; a longer one is not followed. */
const HIGHEST_TOWER = 50

export type Reads = Pick<WriteTx, 'run'>

/** The same reads outside a transaction: what was read is checked by its version when it is written. */
export const readsOn = (graph: Graph): Reads => ({ run: (name, parameters = {}) => graph.read(name, parameters) })

/** Stored beside the values, and shown or kept elsewhere. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['id', 'type', 'factId', 'version', 'seqs', 'slot'])

interface EntityRow {
  id: string
  type: string
  version: number
  stored: Record<string, Value>
}

interface FactRow {
  factId: string
  relation: string
  from: string
  to: string
  version: number
  stored: Record<string, Value>
}

type Touching = { changes: readonly Change[]; sourceIds: readonly string[] }
type Pair = { relation: string; from: string; to: string }

/** The touched part of the graph. Sorted ids, so that locks are always taken in the same order. */
export async function readTouched(tx: Reads, { changes, sourceIds }: Touching, tenant: string): Promise<GraphState> {
  const ids = new Set<string>(sourceIds)
  const factIds = new Set<string>()
  const pairs: Pair[] = []
  for (const change of changes) {
    if ('factId' in change) {
      if (isFactId(change.factId)) factIds.add(change.factId)
    } else if ('id' in change && change.id !== undefined) ids.add(change.id)
    if (change.op === 'create-entity' && change.id === undefined)
      for (const id of proposedIds(change, tenant)) ids.add(id)
    if ('from' in change && change.from !== undefined) ids.add(change.from)
    if ('to' in change && change.to !== undefined) ids.add(change.to)
    if (change.op === 'retract-entity' && change.successor !== undefined) ids.add(change.successor)
    if ((change.op === 'put-relation' || change.op === 'create-relation') && isRelationTypeName(change.relation)) {
      pairs.push({ relation: change.relation, from: change.from, to: change.to })
    }
  }
  const state: GraphState = { entities: new Map(), facts: new Map(), pairs: new Set() }
  await readFacts(tx, 'writes/read_facts', 'ids', [...factIds].sort(), (fact) => {
    state.facts.set(fact.factId, fact)
    ids.add(fact.from).add(fact.to)
  })
  await readEntities(tx, [...ids].sort(), (entity) => state.entities.set(entity.id, entity))
  state.aliases = await readAliases(tx, [...ids].filter((id) => !state.entities.has(id)))
  const distinct = distinctPairs(pairs)
  for (const { relation, from, to } of distinct) state.pairs.add(pairKey(relation, from, to))
  const stored = distinct.filter(({ from, to }) => state.entities.has(from) && state.entities.has(to))
  await readFacts(tx, 'writes/read_facts_of_pairs', 'rows', stored, (fact) => state.facts.set(fact.factId, fact))
  return state
}

/** Which of these ids were merged into another entity. */
async function readAliases(tx: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const aliases = new Map<string, string>()
  for (const batch of batches(ids)) {
    for (const { id, target } of await tx.run<{ id: string; target: string }>('writes/read_aliases', { ids: batch }))
      aliases.set(id, target)
  }
  return aliases
}

/** Lets the draft know what its outcome is checked against; answers who names what is to be removed. */
export async function readContext(tx: Reads, draft: Draft, wanted: WantedContext): Promise<Map<string, string[]>> {
  const strangers = new Set<string>(wanted.entityIds)
  const learn = (fact: FactState) => {
    draft.learnFact(fact)
    for (const id of [fact.from, fact.to]) if (!draft.entity(id) && !draft.storedEntity(id)) strangers.add(id)
  }
  await readFacts(tx, 'writes/read_facts_of_pairs', 'rows', wanted.pairs, learn)
  await readFacts(
    tx,
    'writes/read_facts_into',
    'rows',
    wanted.factsAt.filter(({ direction }) => direction === 'in'),
    learn,
  )
  await readFacts(
    tx,
    'writes/read_facts_out_of',
    'rows',
    wanted.factsAt.filter(({ direction }) => direction === 'out'),
    learn,
  )
  await readFacts(tx, 'writes/read_facts_around', 'ids', wanted.factsAround, learn)
  await readUpwards(tx, draft, wanted.upwards)
  await readEntities(tx, [...strangers].sort(), (entity) => draft.learnEntity(entity))
  const references = new Map<string, string[]>()
  if (wanted.referencesTo.length > 0) {
    for (const { id, by } of await tx.run<{ id: string; by: string }>('writes/read_references', {
      ids: wanted.referencesTo,
    })) {
      references.set(id, [...(references.get(id) ?? []), by])
    }
  }
  return references
}

/** Follows hierarchies upwards step by step, each relation by itself, until nothing new comes. */
async function readUpwards(
  tx: Reads,
  draft: Draft,
  starts: readonly { relation: string; id: string }[],
): Promise<void> {
  const seen = new Set(starts.map(({ relation, id }) => `${relation}|${id}`))
  let frontier = [...starts]
  for (let step = 0; frontier.length > 0 && step < HIGHEST_TOWER; step++) {
    const above: { relation: string; id: string }[] = []
    await readFacts(tx, 'writes/read_facts_out_of', 'rows', frontier, (fact) => {
      draft.learnFact(fact)
      const key = `${fact.relation}|${fact.to}`
      if (!seen.has(key)) {
        seen.add(key)
        above.push({ relation: fact.relation, id: fact.to })
      }
    })
    frontier = above
  }
}

/** Entities as they are stored; an id that is none gives nothing. */
export async function readEntities(tx: Reads, ids: readonly string[], found: (entity: EntityState) => void): Promise<void> {
  for (const batch of batches(ids)) {
    for (const { id, type, version, stored } of await tx.run<EntityRow>('writes/read_entities', { ids: batch })) {
      found({ id, type, version, values: valuesOf(stored) })
    }
  }
}

type FactQuery =
  | 'writes/read_facts'
  | 'writes/read_facts_of_pairs'
  | 'writes/read_facts_into'
  | 'writes/read_facts_out_of'
  | 'writes/read_facts_around'

/** Facts as they are stored, by one of the queries for it. */
export async function readFacts(
  tx: Reads,
  name: FactQuery,
  parameter: 'ids' | 'rows',
  rows: readonly unknown[],
  found: (fact: FactState) => void,
): Promise<void> {
  for (const batch of batches(rows)) {
    for (const { factId, relation, from, to, version, stored } of await tx.run<FactRow>(name, { [parameter]: batch })) {
      found({ factId, relation, from, to, version, values: valuesOf(stored) })
    }
  }
}

function valuesOf(stored: Readonly<Record<string, Value>>): Values {
  const values: Record<string, Value> = {}
  for (const name in stored) {
    const value = stored[name]
    if (value !== undefined && !BOOKKEEPING.has(name)) values[name] = value
  }
  return values
}

function distinctPairs(pairs: readonly Pair[]): Pair[] {
  const byKey = new Map(pairs.map((pair) => [pairKey(pair.relation, pair.from, pair.to), pair]))
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? [])
}

/** Slices of a list. */
export function* batches<T>(rows: readonly T[], size = BATCH): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
