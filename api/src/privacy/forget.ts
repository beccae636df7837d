/**
 * Forgets names: of persons whose mandate has been over for long, and of whoever asks for it. What is left is a mandate without
 * a name, so the history of the post stays. The name goes from everything that is stored: the person, other texts, the log, saved
 * views, scenarios, imports. One transaction, one entry in the log, which does not repeat it.
 */
import { randomUUID } from 'node:crypto'
import { NAMELESS, SHORTEST_SPELLING } from '@kommunalgraph/contract/persons.ts'
import { keptReason, takeTurn, writeEntry } from '../changes/entry.ts'
import { Draft } from '../changes/draft.ts'
import { entityKind, relationKind } from '../changes/kinds.ts'
import { type LoggedItem, loggedItems, logParts } from '../changes/log.ts'
import { readEntities, readFacts } from '../changes/read-state.ts'
import { type Difference, type EntityState, type FactState, type GraphState, textOf, type Value, type Values } from '../changes/state.ts'
import { writePlan } from '../changes/write.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { type ImportRecord, putRecord } from '../imports/store.ts'

/** Looking through everything that is stored takes long in a large graph. */
const TIMEOUT_MS = 300_000

/** A text that a name stood in, by where it is. */
export interface Found {
  element: string
  labels: string[]
  relation: string | null
  id: string | null
  keys: string[]
}

export interface Forgotten {
  seq: number
  /** Ids of the persons that lost their names. */
  ids: string[]
  texts: number
  imports: number
}

/** Names as they may stand in a text, and in a document that is JSON. */
const formsOf = (names: readonly string[]): string[] => names.filter((name) => name.length >= SHORTEST_SPELLING).flatMap((name) => [name, JSON.stringify(name).slice(1, -1)])

/** What is looked for where texts are compared in lower case. */
export const needlesOf = (names: readonly string[]): string[] => [...new Set(formsOf(names).map((form) => form.toLowerCase()))]

/** "Anna Beispiel" stands as "Beispiel, Anna" in lists. A single word may be anything, and is looked for only where somebody says so. */
export function spellingsOf(name: string): string[] {
  const words = name.split(' ')
  const last = words.at(-1)
  return words.length < 2 || last === undefined ? [] : [name, `${last}, ${words.slice(0, -1).join(' ')}`]
}

/**
 * Takes the names of these persons. `pick` chooses them in the transaction, whose turn it is by then, so two processes never do the
 * same twice. Answers undefined, and writes nothing, where nobody is left to be forgotten. Throws ProblemError from `pick`.
 */
export async function forget(
  graph: Graph,
  by: string,
  reason: string,
  pick: (tx: WriteTx) => Promise<{ ids: readonly string[]; spellings?: readonly string[] }>,
  now = new Date(),
): Promise<Forgotten | undefined> {
  const writeId = randomUUID()
  let done: Forgotten | undefined
  return graph.write(
    async (tx) => {
      // A second attempt: the first may have been stored, and only its answer lost.
      if (done && (await tx.run('writes/find_write', { writeId })).length > 0) return done
      await takeTurn(tx)
      const { ids, spellings = [] } = await pick(tx)
      const state: GraphState = { entities: new Map(), facts: new Map(), pairs: new Set() }
      const read = (wanted: readonly string[]) => readEntities(tx, wanted, (entity) => state.entities.set(entity.id, entity))
      await read(ids)
      const persons = [...state.entities.values()].filter(({ values }) => values.name !== NAMELESS.de)
      if (persons.length === 0) return undefined
      const names = [...persons.flatMap(({ values }) => spellingsOf(textOf(values, 'name'))), ...spellings]
      const needles = needlesOf(names)
      const found = needles.length === 0 ? [] : await tx.run<Found>('writes/find_texts', { needles })

      const entityIds = found.flatMap(({ labels, id }) => (labels.includes('Entity') && id !== null ? [id] : []))
      const factIds = found.flatMap(({ relation, id }) => (relation !== null && id !== null ? [id] : []))
      await read(entityIds.filter((id) => !state.entities.has(id)))
      await readFacts(tx, 'writes/read_facts', 'ids', factIds, (fact) => state.facts.set(fact.factId, fact))
      await read([...new Set([...state.facts.values()].flatMap(({ from, to }) => [from, to]))].filter((id) => !state.entities.has(id)))

      const isPerson = new Set(persons.map(({ id }) => id))
      const replaced = replacer(names)
      const touched = new Map(found.flatMap(({ id, keys }) => (id === null ? [] : [[id, new Set(keys)] as const])))
      const without = (values: Values, keys: ReadonlySet<string> | undefined): Values =>
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, keys?.has(key) ? (replaced(value) as Value) : value]))
      const entities = [...new Set([...isPerson, ...entityIds])].sort().flatMap((id): Difference<EntityState>[] => {
        const before = state.entities.get(id)
        if (!before) return []
        const values = without(isPerson.has(id) ? nameless(before) : before.values, touched.get(id))
        return [{ before, after: { ...before, version: before.version + 1, values } }]
      })
      const facts = factIds.flatMap((id): Difference<FactState>[] => {
        const before = state.facts.get(id)
        return before ? [{ before, after: { ...before, version: before.version + 1, values: without(before.values, touched.get(id)) } }] : []
      })

      const open = (await tx.run<{ doc: string }>('writes/find_open_imports')).map(({ doc }) => JSON.parse(doc) as ImportRecord)
      for (const record of open) await putRecord(tx, { ...record, report: { ...record.report, state: 'cancelled' } })
      // A file is packed: nobody can tell whether the name stands in it.
      await tx.run('writes/drop_staged')
      // Once more, since records of imports were written meanwhile.
      const others = needles.length === 0 ? [] : (await tx.run<Found>('writes/find_texts', { needles })).filter(({ labels, relation }) => relation === null && !labels.includes('Entity'))
      for (const { element, keys } of others) {
        const [row] = await tx.run<{ texts: { key: string; value: unknown }[] }>('writes/read_texts', { element, keys })
        await tx.run('writes/replace_texts', { element, values: Object.fromEntries((row?.texts ?? []).map(({ key, value }) => [key, replaced(value)])) })
      }

      const items = withoutTexts(loggedItems({ entities, facts, successors: new Map() }, draftOf(state, entities, facts)), touched)
      const head = { by, at: now.toISOString(), reason: keptReason(replaced(reason) as string), sourceIds: [], writeId, kind: 'privacy' }
      const seq = await writeEntry(tx, head, items.some((item) => item.public), logParts(items, 'shared'), (number) => writePlan(tx, { entities, facts, successors: new Map() }, number))
      done = { seq, ids: [...isPerson], texts: entityIds.filter((id) => !isPerson.has(id)).length + factIds.length + others.length, imports: open.length }
      return done
    },
    { timeoutMs: TIMEOUT_MS },
  )
}

/** The values of a person without those that identify them. */
function nameless({ type, values }: EntityState): Values {
  const { personal } = entityKind(type)
  const kept = Object.fromEntries(Object.entries(values).filter(([property]) => !personal.has(property)))
  return { ...kept, name: NAMELESS.de, nameEn: NAMELESS.en }
}

function draftOf(state: GraphState, entities: readonly Difference<EntityState>[], facts: readonly Difference<FactState>[]): Draft {
  const draft = new Draft(state)
  for (const { after } of entities) if (after) draft.putEntity(after, 0)
  for (const { after } of facts) if (after) draft.putFact(after, 0)
  return draft
}

/** That a text changed is told; what stood in it is not, as with everything that identifies a person. */
function withoutTexts(items: readonly LoggedItem[], touched: ReadonlyMap<string, ReadonlySet<string>>): LoggedItem[] {
  return items.map((item) => {
    const { personal } = item.from ? relationKind(item.type) : entityKind(item.type)
    const properties = Object.entries(item.properties).map(([property, values]) => [property, touched.get(item.id)?.has(property) || personal.has(property) ? [null, null] : values])
    return { ...item, properties: Object.fromEntries(properties) as LoggedItem['properties'] }
  })
}

/** Puts words in place of every spelling, whatever its letters' case; texts in lists too. */
function replacer(names: readonly string[]): (value: unknown) => unknown {
  const forms = [...new Set(formsOf(names))].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)', 'giu')
  const text = (value: unknown) => (typeof value === 'string' ? value.replace(pattern, `[${NAMELESS.de}]`) : value)
  return (value) => (Array.isArray(value) ? value.map(text) : text(value))
}
