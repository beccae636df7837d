/**
 * The one door for writing (decisions 11): plan → apply → log, in one transaction. Routes, forms, imports and the seed
 * all come through here.
 */
import { randomUUID } from 'node:crypto'
import type { ChangesAnswer, ChangesBody } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import { newFactId } from '@kommunalgraph/contract/new-fact-id.ts'
import type { RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { ProblemCode } from '@kommunalgraph/contract/problems.ts'
import type { Limits } from '../accounts/person.ts'
import { GraphError } from '../graph/errors.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { type ProblemError, problem } from '../plugins/problem.ts'
import { letOthersIn } from '../turns.ts'
import { wantedContext } from './context.ts'
import { Draft } from './draft.ts'
import { type Kept, keptReason, once, readReason, takeTurn, writeEntry } from './entry.ts'
import { loggedItems, logParts } from './log.ts'
import { applySlice, finishPlan } from './plan.ts'
import { Planning, type PlanOptions } from './planning.ts'
import { type Reads, readContext, readTouched } from './read-state.ts'
import type { GraphState, Plan, PlanIssue, Values } from './state.ts'
import { writePlan } from './write.ts'

/** Results listed in an answer; the counts are of all. */
const LISTED_RESULTS = 1_000
/** A hundred thousand rows take about this long on a slow machine, times ten. */
const WRITE_TIMEOUT_MS = 300_000

/** Changes planned in one go, some 20 ms: a large import must not keep readers waiting. */
const SLICE = 1_000

export interface ApplyOptions {
  /** What this author may not do although they may write. Default: whoever calls has seen to it. */
  limits?: Limits
  /** Only say what would happen. */
  dryRun?: boolean
  /** Account and time of what is created, where they are not the author's and now: the seed has fixed ones. */
  entered?: { by: string; at: string }
  /** The time of the log entry. Default: now. */
  now?: Date
  /** A change of what does not exist is a 404 (routes of one thing); by default it is a 422 like any other. */
  missingIs404?: boolean
  /** The first so many changes only accompany the others, such as the source and the batch of an import: alone they are nothing to write. */
  companions?: number
  /** The import that creates what is new, as a value of it. */
  batchId?: string
  /** The import that this entry of the log is. */
  importId?: string
  /** Ends the work before anything is stored. */
  signal?: AbortSignal
  /** Further writes in the same transaction, under the number of the entry. May run twice. */
  also?: (tx: WriteTx, seq: number) => Promise<void>
}

/** Nothing differs: the transaction is rolled back, so that not even the lock leaves a trace. */
class NothingToWrite extends Error {
  readonly plan: Plan
  constructor(plan: Plan) {
    super('nothing to write')
    this.plan = plan
  }
}

/**
 * Applies a list of changes, all or nothing, under one log entry. `by` is the pseudonym of the account.
 * Throws ProblemError: 404, 409, 412, 413, 422 with every field that stands against it.
 * An answer with `seq: null` wrote nothing, because nothing differs (or it is a dry run).
 */
export async function applyChanges(
  graph: Graph,
  body: ChangesBody & { tenant: string },
  by: string,
  options: ApplyOptions = {},
): Promise<ChangesAnswer> {
  const now = options.now ?? new Date()
  const entered = options.entered ?? { by, at: now.toISOString() }
  // Drawn before the transaction, so that a repeated attempt writes the same ids.
  const writeId = randomUUID()
  const drawn: string[] = []
  let answer: ChangesAnswer | undefined

  const plan = async (tx: Reads) => {
    let next = 0
    const draw = (relation: RelationType): string => {
      const id = drawn[next] ?? newFactId(relation)
      drawn[next++] = id
      return id
    }
    const planned = await planChanges(tx, await readTouched(tx, body, body.tenant), body, {
      tenant: body.tenant,
      sourceIds: body.sourceIds,
      entered,
      today: today(now),
      newFactId: draw,
      batchId: options.batchId,
    })
    if (planned.plan.issues.length > 0) throw refusal(planned.plan.issues, options.missingIs404 === true)
    if (options.limits) await withinLimits(tx, planned, options.limits, { by, day: today(now) })
    return planned
  }

  const write = async (tx: WriteTx, kept: Kept<ChangesAnswer>): Promise<ChangesAnswer> => {
    if (answer) {
      // A second attempt: the first may have been stored, and only its answer lost.
      const [stored] = await tx.run<{ seq: number }>('writes/find_write', { writeId })
      if (stored) return answer
    }
    await takeTurn(tx)
    const before = await kept.before(tx)
    if (before) return before.answer
    const { plan: planned, draft } = await plan(tx)
    const accompanying = new Set(
      body.changes.slice(0, options.companions ?? 0).flatMap((change) => ('id' in change ? change.id : [])),
    )
    const others = planned.entities.filter(({ before, after }) => !accompanying.has((after ?? before)?.id ?? ''))
    if (others.length + planned.facts.length === 0) throw new NothingToWrite(planned)
    await letOthersIn()
    options.signal?.throwIfAborted()
    const items = loggedItems(planned, draft)
    await letOthersIn()
    const published = items.some((item) => item.public)
    const { sourceIds } = body
    const head = { by, at: now.toISOString(), reason: keptReason(body.reason), sourceIds, writeId, importId: options.importId }
    const seq = await writeEntry(tx, head, published, logParts(items, body.tenant), (number) => writePlan(tx, planned, number))
    await options.also?.(tx, seq)
    options.signal?.throwIfAborted()
    answer = await kept.with(tx, answerOf(planned, seq))
    return answer
  }

  try {
    if (options.dryRun)
      return answerOf((await graph.tryOut((tx) => plan(tx), { timeoutMs: WRITE_TIMEOUT_MS })).plan, null)
    return await once<ChangesAnswer>((kept) => graph.write((tx) => write(tx, kept), { timeoutMs: WRITE_TIMEOUT_MS }))
  } catch (error) {
    if (error instanceof NothingToWrite) return answerOf(error.plan, null)
    throw asProblem(error)
  }
}

/** Which end of a relation becomes a unit's business by it, as cypher/accounts/outside_units.cypher says it. */
const making: ReadonlyMap<string, 'from' | 'to'> = new Map([
  ['PART_OF', 'from'],
  ['POST_IN', 'from'],
  ['ACCOUNTABLE_FOR', 'to'],
  ['RESPONSIBLE_FOR', 'to'],
  ['STEWARDS', 'to'],
])

/** Throws 403 with the changes that publish what was internal, merge, or that are none of the author's units' business. */
export async function withinLimits(
  tx: Reads,
  { plan, draft }: { plan: Pick<Plan, 'entities' | 'facts' | 'successors'>; draft: Draft },
  { mayPublish, mayMerge, units }: Limits,
  { by, day }: { by: string; day: string },
): Promise<void> {
  const issues: PlanIssue[] = []
  const refuse = (id: string, field: string, message: string) =>
    issues.push({ code: 'not-permitted', path: `body.changes[${draft.touchedBy(id) ?? 0}]${field}`, message })
  if (!mayPublish) {
    const published = ({ before, after }: { before?: { values: Values }; after?: { values: Values } }) => before?.values.visibility === 'internal' && after?.values.visibility === 'public'
    for (const one of plan.entities) if (published(one)) refuse(one.after?.id ?? '', '.values.visibility', 'only an editor-in-chief publishes what is internal')
    for (const one of plan.facts) if (published(one)) refuse(one.after?.factId ?? '', '.values.visibility', 'only an editor-in-chief publishes what is internal')
  }
  // Also where a merge is taken back: the entity that returns was merged into another.
  const merged = [...plan.successors.keys(), ...plan.entities.flatMap(({ before, after }) => (after && !before && draft.mergedInto(after.id) !== undefined ? after.id : []))]
  if (!mayMerge) for (const id of merged) refuse(id, '.successor', 'only an editor-in-chief merges entries and takes them apart')
  if (units) {
    const changed = plan.entities.flatMap(({ before }) => before?.id ?? [])
    const ends = plan.facts.map(({ before, after }) => after ?? before).filter((fact) => fact !== undefined)
    const ids = [...new Set([...changed, ...ends.flatMap(({ from, to }) => [from, to])])]
    const outside = new Set((await tx.run<{ id: string }>('accounts/outside_units', { ids, units, by, today: day })).map(({ id }) => id))
    const message = 'this account is limited to other units'
    for (const id of changed) if (outside.has(id)) refuse(id, '', message)
    // Something new of this body is outside nothing; one end of a relation is enough, unless the other would become theirs by it.
    for (const { factId, relation, from, to } of ends) {
      const won = making.get(relation)
      if (won ? outside.has(won === 'from' ? from : to) : outside.has(from) && outside.has(to)) refuse(factId, '', message)
    }
  }
  if (issues.length > 0) throw refusal(issues, false)
}

/**
 * Plans a body against what the graph says: `state` is what `readTouched` read for it, and is added to. Lets others in
 * between, so that a large import keeps no reader waiting. Problems are in the plan, nothing is thrown for them.
 */
export async function planChanges(
  tx: Reads,
  state: GraphState,
  body: Pick<ChangesBody, 'reason' | 'sourceIds' | 'changes'>,
  options: PlanOptions,
): Promise<{ plan: Plan; draft: Draft; planning: Planning }> {
  const draft = new Draft(state)
  const planning = new Planning(draft, options)
  for (let start = 0; start < body.changes.length; start += SLICE) {
    applySlice(planning, body.changes, start, start + SLICE)
    await letOthersIn()
  }
  checkFrame(planning, body)
  const differences = { entities: draft.entityDifferences(), facts: draft.factDifferences() }
  const references =
    planning.issues.length === 0
      ? await readContext(tx, draft, wantedContext(draft, differences))
      : new Map<string, string[]>()
  return { plan: finishPlan(planning, differences, references), draft, planning }
}

/** What stands around the changes: a reason without contact data, and sources that exist. */
export function checkFrame(planning: Planning, { reason, sourceIds }: Pick<ChangesBody, 'reason' | 'sourceIds'>): void {
  const read = readReason(reason)
  if ('issues' in read) planning.issues.push(...read.issues.map((issue) => ({ path: 'body.reason', ...issue })))
  sourceIds.forEach((id, index) => {
    if (planning.draft.entity(id)?.type === 'Source') return
    planning.issues.push({
      code: 'not-allowed',
      path: `body.sourceIds[${index}]`,
      message: `No source ${JSON.stringify(id.slice(0, 220))}`,
      rule: 'R12',
    })
  })
}

/** What was done, as the contract says it. */
export function answerOf(plan: Plan, seq: number | null): ChangesAnswer {
  const counts = { created: 0, changed: 0, ended: 0, retracted: 0, unchanged: 0 }
  for (const { status } of plan.results) counts[status]++
  return { seq, counts, results: plan.results.slice(0, LISTED_RESULTS), warnings: plan.warnings }
}

/** Which problem names the answer when there are several: the one whose author must act first. */
const priority: readonly ProblemCode[] = [
  'not-permitted',
  'precondition-failed',
  'not-found',
  'two-open-owners',
  'already-exists',
  'still-needed',
  'personal-data',
  'not-allowed',
]

/** The problem that a plan with issues is answered with. */
export function refusal(issues: readonly PlanIssue[], missingIs404: boolean): ProblemError {
  const codes = new Set(issues.map(({ code }) => (code === 'not-found' && !missingIs404 ? 'not-allowed' : code)))
  const code = priority.find((one) => codes.has(one)) ?? 'not-allowed'
  return problem(code, {
    detail: `Nothing was written: ${issues.length} ${issues.length === 1 ? 'problem' : 'problems'}, first at ${issues[0]?.path}`,
    errors: issues.map(({ path, message, allowed, rule }) => ({
      path,
      message,
      ...(allowed ? { allowed } : {}),
      ...(rule ? { rule } : {}),
    })),
  })
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof GraphError)) return error
  if (error.kind === 'too-large') {
    return problem('payload-too-large', {
      detail:
        'One transaction cannot hold this many changes. Split it, or raise the heap of the database (KG_HEAP; on a server of its own server.memory.heap.max_size).',
      cause: error,
    })
  }
  if (error.kind === 'constraint') {
    const code = /\bslot\b/.test(error.message) ? 'two-open-owners' : 'already-exists'
    return problem(code, {
      detail: 'Somebody else wrote the same at the same time; nothing of this was written.',
      cause: error,
    })
  }
  return error
}
