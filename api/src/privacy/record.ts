/** What is stored of one person, wherever it is: for whoever asks about themselves. */
import type { PersonRecord } from '@kommunalgraph/contract/persons.ts'
import type { RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { historyOf } from '../changes/history.ts'
import { readEntities, readFacts, readsOn } from '../changes/read-state.ts'
import { type EntityState, type FactState, textOf, type Values } from '../changes/state.ts'
import { type Found as Person, notFound } from '../graph/entities.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { type Found, needlesOf, spellingsOf } from './forget.ts'

/** Entries of the log in a record. */
const LISTED = 100
/** Looking through everything that is stored. */
const TIMEOUT_MS = 60_000

/** Everything of one person. `reading` must be of somebody who may see all of it. Throws 404 for what is no person. */
export async function recordOf(graph: Graph, found: Pick<Person, 'id' | 'type' | 'name'>, reading: Reading, now = new Date()): Promise<PersonRecord> {
  if (found.type !== 'Person') throw notFound(found.id)
  const { id, type, name } = found
  const entities = new Map<string, EntityState>()
  const facts: FactState[] = []
  const reads = readsOn(graph)
  await readFacts(reads, 'writes/read_facts_around', 'ids', [id], (fact) => facts.push(fact))
  const read = (ids: readonly string[]) => readEntities(reads, ids, (entity) => entities.set(entity.id, entity))
  await read([...new Set([id, ...facts.flatMap(({ from, to }) => [from, to])])].sort())
  const needles = needlesOf(spellingsOf(name))
  const mentions = needles.length === 0 ? [] : await graph.read<Found>('writes/find_texts', { needles }, { timeoutMs: TIMEOUT_MS })
  const tenants = [...new Set([...reading.tenants, ...facts.map(({ values }) => textOf(values, 'tenant')), ...[...entities.values()].map(({ values }) => textOf(values, 'tenant'))])]
  const { items } = await historyOf(graph, { ...reading, tenants }, id, { id, type, name }, { limit: LISTED })
  return {
    person: { id, type, name },
    at: now.toISOString(),
    values: told(entities.get(id)?.values ?? {}),
    relations: facts
      .sort((a, b) => (a.factId < b.factId ? -1 : 1))
      .map(({ factId, relation, from, to, values }) => {
        const other = from === id ? to : from
        const state = entities.get(other)
        return {
          factId,
          relation: relation as RelationType,
          direction: from === id ? ('out' as const) : ('in' as const),
          other: { id: other, type: (state?.type ?? type) as typeof type, name: state ? textOf(state.values, 'name') : other },
          values: told(values),
        }
      }),
    history: items,
    mentions: mentions
      .filter((one) => one.id !== id)
      .flatMap(({ labels, relation, id: where, keys }) => keys.map((property) => ({ where: relation ?? labels.find((label) => label !== 'Entity' && label !== 'Actor') ?? '', id: where, property }))),
  }
}

/** Values as an answer holds them. */
const told = (values: Values): PersonRecord['values'] =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]))
