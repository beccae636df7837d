/**
 * Takes one log entry back: a new logged change that removes what the entry created and restores what it changed, ended
 * or retracted, under the same ids. All or nothing: where something was changed again since, it says what, and writes nothing.
 */
import { randomUUID } from 'node:crypto'
import type { ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import type { Limits } from '../accounts/person.ts'
import { GraphError } from '../graph/errors.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { type FieldError, ProblemError, problem } from '../plugins/problem.ts'
import { answerOf, checkFrame, refusal, withinLimits } from './apply.ts'
import { wantedContext } from './context.ts'
import { Draft } from './draft.ts'
import { type Kept, keptReason, once, takeTurn, writeEntry } from './entry.ts'
import { entityKind, relationKind } from './kinds.ts'
import { type LoggedItem, loggedItems, logParts } from './log.ts'
import { finishPlan } from './plan.ts'
import { Planning } from './planning.ts'
import { parseItems } from './read-log.ts'
import { batches, readContext, readTouched } from './read-state.ts'
import { type EntityState, type FactState, sameValue, type Value, type Values } from './state.ts'
import { writePlan } from './write.ts'

/** As long as the largest write may take. */
const UNDO_TIMEOUT_MS = 300_000
/** What stands in the way is named up to here; the detail says how much it is. */
const MOST_NAMED = 1_000

export interface UndoOptions {
  /** Further writes in the same transaction, under the number of the undoing entry. May run twice. */
  also?: (tx: WriteTx, seq: number) => Promise<void>
  /** What the author may not do, although they may undo. Default: whoever calls has seen to it. */
  limits?: Limits
  /** The time of the log entry. Default: now. */
  now?: Date
}

/**
 * Undoes entry `seq` in one transaction, under one log entry of its own. `by` is the pseudonym of the account.
 * Afterwards everything that the entry touched is as it was before: values, ends, ids; only versions and the log go on.
 * Throws ProblemError: 404 for a number that the log does not have, 409 `later-changes` with one error per later entry,
 * thing and property (`later.<seq>.<id>.<property>`) or for values that are personal and therefore not in the log.
 */
export async function undoEntry(
  graph: Graph,
  seq: number,
  by: string,
  reason: string,
  options: UndoOptions = {},
): Promise<ChangesAnswer> {
  const now = options.now ?? new Date()
  const writeId = randomUUID()
  let answer: ChangesAnswer | undefined
  const work = async (tx: WriteTx, kept: Kept<ChangesAnswer>): Promise<ChangesAnswer> => {
    if (answer) {
      // A second attempt: the first may have been stored, and only its answer lost.
      const [stored] = await tx.run<{ seq: number }>('writes/find_write', { writeId })
      if (stored) return answer
    }
    await takeTurn(tx)
    const before = await kept.before(tx)
    if (before) return before.answer
    const items = await itemsOf(tx, seq)
    const draft = new Draft(await readTouched(tx, { changes: touching(items), sourceIds: [] }, ''))
    const seqs = await seqsOf(tx, items)
    const obstacles = [...(await laterChanges(tx, seq, items, seqs)), ...unlogged(items)]
    if (obstacles.length > 0) throw inTheWay(seq, obstacles)

    const planning = new Planning(draft, {
      tenant: '',
      sourceIds: [],
      entered: { by, at: now.toISOString() },
      today: today(now),
      newFactId,
    })
    checkFrame(planning, { reason, sourceIds: [] })
    if (planning.issues.length > 0) throw refusal(planning.issues, false)
    items.forEach((item, index) => {
      restore(planning, item, index)
    })
    const versionOf = (id: string) => (seqs.get(id)?.length ?? 0) + 1
    const differences = {
      entities: draft.entityDifferences().map((one) => continued(one, versionOf)),
      facts: draft.factDifferences().map((one) => continued(one, versionOf)),
    }
    const references = await readContext(tx, draft, wantedContext(draft, differences))
    const plan = finishPlan(planning, differences, references)
    if (plan.issues.length > 0) {
      throw inTheWay(
        seq,
        plan.issues.map(({ path, message, rule }) => {
          const item = items[Number(/\[(\d+)\]/.exec(path)?.[1])]
          return { path: `later.${item?.id ?? path}`, message, ...(rule ? { rule } : {}) }
        }),
      )
    }
    if (options.limits) await asLimits(withinLimits(tx, { plan, draft }, options.limits, { by, day: today(now) }))
    const logged = loggedItems(plan, draft)
    const published = logged.some((item) => item.public)
    const head = { by, at: now.toISOString(), reason: keptReason(reason), sourceIds: [], writeId }
    const undoing = await writeEntry(tx, head, published, logParts(logged, 'shared'), (number) => writePlan(tx, plan, number))
    await options.also?.(tx, undoing)
    answer = await kept.with(tx, answerOf(plan, undoing))
    return answer
  }
  try {
    return await once<ChangesAnswer>((kept) => graph.write((tx) => work(tx, kept), { timeoutMs: UNDO_TIMEOUT_MS }))
  } catch (error) {
    if (error instanceof GraphError && error.kind === 'constraint')
      throw problem('later-changes', { detail: `Entry ${seq} cannot be undone: ${error.message}`, cause: error })
    throw error
  }
}

/** What the author may not do is said of the entry: its things are not in the body of the request. Throws 403. */
async function asLimits(checked: Promise<void>): Promise<void> {
  try {
    await checked
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const messages = [...new Set(error.errors?.map(({ message }) => message))]
    throw problem(error.code, { detail: 'Nothing was undone', errors: messages.map((message) => ({ path: 'path.seq', message })), cause: error })
  }
}

/** Everything that the entry did. Throws 404 where the log has no such entry, or nothing in it. */
async function itemsOf(tx: WriteTx, seq: number): Promise<LoggedItem[]> {
  const rows = await tx.run<{ doc: string }>('writes/read_log_entry', { seq })
  const items = rows.flatMap(({ doc }) => parseItems(doc))
  if (items.length > 0) return items
  throw problem('not-found', {
    detail: `The log has no change ${seq} that could be undone`,
    errors: [{ path: 'path.seq', message: 'is not known' }],
  })
}

/** Names everything that has to be read for the items, ends of facts included. */
function touching(items: readonly LoggedItem[]) {
  const ids = new Set<string>()
  const facts: string[] = []
  for (const item of items) {
    if (!item.from || !item.to) {
      ids.add(item.id)
      if (item.successor !== undefined) ids.add(item.successor)
      continue
    }
    facts.push(item.id)
    ids.add(item.from.id).add(item.to.id)
    for (const end of ['from', 'to']) {
      const before = item.properties[end]?.[0]
      if (typeof before === 'string') ids.add(before)
    }
  }
  return [
    ...[...ids].map((id) => ({ op: 'retract-entity', id }) as const),
    ...facts.map((factId) => ({ op: 'retract-relation', factId }) as const),
  ]
}

/** Numbers of the log entries that touched each thing, retracted ones included. */
async function seqsOf(tx: WriteTx, items: readonly LoggedItem[]): Promise<Map<string, number[]>> {
  const found = new Map<string, Set<number>>()
  const add = (id: string, seqs: readonly number[]) => {
    const known = found.get(id) ?? new Set()
    for (const one of seqs) known.add(one)
    found.set(id, known)
  }
  const entities = items.filter((item) => !item.from).map(({ id }) => id)
  const facts = items.filter((item) => item.from).map(({ id }) => id)
  for (const ids of batches(entities))
    for (const { id, stored } of await tx.run<{ id: string; stored: { seqs?: number[] } }>('writes/read_entities', { ids }))
      add(id, stored.seqs ?? [])
  for (const ids of batches(facts))
    for (const { factId, stored } of await tx.run<{ factId: string; stored: { seqs?: number[] } }>('writes/read_facts', {
      ids,
    }))
      add(factId, stored.seqs ?? [])
  for (const ids of batches([...entities, ...facts]))
    for (const { id, seqs } of await tx.run<{ id: string; seqs: number[] }>('writes/read_tombstones', { ids }))
      add(id, seqs)
  return new Map([...found].map(([id, seqs]) => [id, [...seqs].sort((a, b) => a - b)]))
}

/** What later entries did to the same things, as far as it has not been undone itself. */
async function laterChanges(
  tx: WriteTx,
  seq: number,
  items: readonly LoggedItem[],
  seqs: ReadonlyMap<string, number[]>,
): Promise<FieldError[]> {
  const keysOf = new Map<number, string[]>()
  for (const { id } of items) {
    for (const later of seqs.get(id) ?? []) {
      if (later <= seq) continue
      const keys = keysOf.get(later)
      if (keys) keys.push(id)
      else keysOf.set(later, [id])
    }
  }
  const byThing = new Map<string, { seq: number; item: LoggedItem }[]>()
  for (const later of [...keysOf.keys()].sort((a, b) => a - b)) {
    const keys = new Set(keysOf.get(later))
    for (const { doc } of await tx.run<{ doc: string }>('queries/history_entries', {
      rows: [{ seq: later, keys: [...keys] }],
    })) {
      for (const item of parseItems(doc)) {
        if (!keys.has(item.id)) continue
        const list = byThing.get(item.id)
        if (list) list.push({ seq: later, item })
        else byThing.set(item.id, [{ seq: later, item }])
      }
    }
  }
  const errors: FieldError[] = []
  for (const [id, steps] of byThing) {
    const left = leftOf(steps.map(({ item }) => item))
    if (left.size === 0) continue
    for (const { seq: later, item } of steps) {
      for (const property of Object.keys(item.properties)) {
        if (left.has(property))
          errors.push({ path: `later.${later}.${id}.${property}`, message: `Change ${later} touched ${property} of ${id}` })
      }
    }
  }
  return errors
}

/** Properties in which the end of a row of changes to one thing differs from its beginning. */
function leftOf(steps: readonly LoggedItem[]): Set<string> {
  const first = new Map<string, Value | null>()
  const last = new Map<string, Value | null>()
  const left = new Set<string>()
  for (const { properties } of steps) {
    for (const [property, [from, to]] of Object.entries(properties)) {
      // Nobody can tell whether a value that is not in the log came back.
      if (from === null && to === null) left.add(property)
      if (!first.has(property)) first.set(property, from)
      last.set(property, to)
    }
  }
  for (const [property, from] of first)
    if (!sameValue(from ?? undefined, last.get(property) ?? undefined)) left.add(property)
  return left
}

/** Old values that the log does not hold, because they can identify a person. What was created needs none. */
function unlogged(items: readonly LoggedItem[]): FieldError[] {
  return items.flatMap((item) =>
    item.op === 'created'
      ? []
      : Object.entries(item.properties)
          .filter(([, [from, to]]) => from === null && to === null)
          .map(([property]) => ({
            path: `log.${item.id}.${property}`,
            message: `The old value of ${property} of ${item.id} is personal and therefore not in the log; enter it by hand`,
          })),
  )
}

function inTheWay(seq: number, errors: readonly FieldError[]): ProblemError {
  return problem('later-changes', {
    detail: `Change ${seq} cannot be undone, nothing was written: ${errors.length} ${errors.length === 1 ? 'obstacle' : 'obstacles'}, first: ${errors[0]?.message}`,
    errors: errors.slice(0, MOST_NAMED),
  })
}

/** Puts one thing back in the draft. */
function restore(planning: Planning, item: LoggedItem, index: number): void {
  const { draft } = planning
  planning.outcomes[index] = { id: item.id, verb: item.op === 'created' ? 'retracted' : 'put' }
  if (!item.from || !item.to) {
    const now = draft.entity(item.id)
    if (item.op === 'created') {
      draft.removeEntity(item.id, index)
      // It came back from a merge: now that it goes again, its id leads where it led before.
      if (item.successor !== undefined) {
        if (draft.entity(item.successor)) planning.successors.set(item.id, item.successor)
        else planning.refuse(index, 'id', 'not-allowed', `${item.successor}, into which it was merged, does not exist any more`)
      }
    } else if (item.op === 'retracted')
      draft.putEntity({ id: item.id, type: entityTypeOf(item), values: oldValues({}, item), version: 1 }, index)
    else if (now) draft.putEntity({ ...now, values: oldValues(now.values, item) }, index)
    return
  }
  const now = draft.fact(item.id)
  if (item.op === 'created') {
    draft.removeFact(item.id, index)
    return
  }
  const ends = {
    from: endBefore(item.properties.from) ?? item.from.id,
    to: endBefore(item.properties.to) ?? item.to.id,
  }
  if (item.op === 'retracted') {
    relationKind(item.type)
    draft.putFact({ factId: item.id, relation: item.type, ...ends, values: oldValues({}, item), version: 1 }, index)
  } else if (now) draft.putFact({ ...now, ...ends, values: oldValues(now.values, item) }, index)
}

function entityTypeOf({ type }: LoggedItem): string {
  // Throws for a type that the ontology no longer has.
  entityKind(type)
  return type
}

function endBefore(pair: LoggedItem['properties'][string] | undefined): string | undefined {
  return typeof pair?.[0] === 'string' ? pair[0] : undefined
}

/** The values before the entry: what it did not touch stays. */
function oldValues(now: Values, { from, properties }: LoggedItem): Values {
  const values: Record<string, Value> = { ...now }
  for (const [property, [before]] of Object.entries(properties)) {
    if (from && (property === 'from' || property === 'to')) continue
    if (before === null) delete values[property]
    else values[property] = before
  }
  return values
}

/** What comes back from a retraction counts its versions on. */
function continued<S extends EntityState | FactState>(
  difference: { before?: S; after?: S },
  versionOf: (id: string) => number,
): { before?: S; after?: S } {
  const { before, after } = difference
  if (before || !after) return difference
  return { after: { ...after, version: versionOf('factId' in after ? after.factId : after.id) } }
}
