/**
 * How many rows every rule has, for one reading, kept until the graph changes. After a write only the rules that read
 * what was touched are asked again: the log says what that was, whichever process wrote it.
 */
import { type QualityRule, qualityRules } from '@kommunalgraph/contract/quality.ts'
import { gapCount, idsWithGap } from '../graph/gaps.ts'
import { countRule, readBy } from '../graph/quality.ts'
import type { Graph } from '../graph/run.ts'
import { seqOf } from '../graph/until-change.ts'
import type { Reading } from '../reading.ts'
import { type Exceptions, exceptionsOf } from './exceptions.ts'

export interface Count {
  /** Open rows. */
  total: number
  /** Of these, the milder ones. */
  milder: number
  /** Rows with an exception. */
  excepted: number
}

interface Known extends Count {
  /** The exceptions that were taken out. */
  without: string
}

export interface QualityState {
  /** Number of the last change that the counts know. */
  seq: number
  counts: ReadonlyMap<string, Count>
  /** Rules asked again for this answer. */
  asked: readonly string[]
}

/** Readings kept: a few days, readers and municipalities. */
const mostKept = 12
/** Rules asked at a time: the database has better things to do as well. */
const atOnce = 4
/** Parts of the log looked at; more has touched everything. */
const mostParts = 8

interface Slot {
  seq: number
  counts: Map<string, Known>
  /** Asked one after the other: whoever comes second finds the answer. */
  busy: Promise<unknown>
}

const kept = new WeakMap<Graph, Map<string, Slot>>()

/** Every rule's counts as the graph is now. `afresh` asks all of them again. */
export async function qualityState(graph: Graph, reading: Reading, afresh = false): Promise<QualityState> {
  const slot = slotOf(graph, reading)
  const turn = slot.busy.then(
    () => refreshed(graph, reading, slot, afresh),
    () => refreshed(graph, reading, slot, afresh),
  )
  slot.busy = turn.catch(() => undefined)
  return turn
}

/** The exceptions of this reading and how each rule counts with them; exceptions are few and read every time. */
async function refreshed(graph: Graph, reading: Reading, slot: Slot, afresh: boolean): Promise<QualityState> {
  const [seq, exceptions] = await Promise.all([
    seqOf(graph),
    exceptionsOf(graph, reading),
  ])
  const touched = afresh ? undefined : await touchedSince(graph, slot.seq, seq)
  const stale = qualityRules.filter((rule) => {
    const known = slot.counts.get(rule.rule)
    return (
      known === undefined ||
      known.without !== idsOf(exceptions, rule).join() ||
      touched === undefined ||
      [...touched].some((name) => readsOf(rule).has(name))
    )
  })
  // Forgotten first: if one of them cannot be asked, none of them counts as known.
  for (const { rule } of stale) slot.counts.delete(rule)
  slot.seq = seq
  await inTurn(stale, async (rule) => {
    const without = idsOf(exceptions, rule)
    slot.counts.set(rule.rule, { ...(await countOf(graph, reading, rule, without)), without: without.join() })
  })
  return { seq, counts: new Map(slot.counts), asked: stale.map(({ rule }) => rule) }
}

function slotOf(graph: Graph, reading: Reading): Slot {
  const slots = kept.get(graph) ?? new Map<string, Slot>()
  kept.set(graph, slots)
  const key = JSON.stringify([reading.asOf, reading.visibilities, reading.home, [...reading.tenants].sort()])
  const slot = slots.get(key) ?? { seq: 0, counts: new Map(), busy: Promise.resolve() }
  // The key moves to the end: the first one is the longest unused.
  slots.delete(key)
  slots.set(key, slot)
  const [oldest] = slots.keys()
  if (slots.size > mostKept && oldest !== undefined) slots.delete(oldest)
  return slot
}

/** Types and relations changed between two states; undefined where the log does not say, or says too much to read. */
async function touchedSince(graph: Graph, from: number, to: number): Promise<ReadonlySet<string> | undefined> {
  if (from === to) return new Set()
  if (from > to) return undefined
  const rows = await graph.read<{
    seq: number
    part: number
    parts: number
    total: number
    kind: string | null
    doc: string
  }>('queries/quality_touched', { seq: from, limit: mostParts + 1 })
  if (rows.length > mostParts) return undefined
  const touched = new Set<string>()
  for (let seq = from + 1; seq <= to; seq++) {
    const parts = rows.filter((row) => row.seq === seq)
    if (parts.length === 0 || parts.length < (parts[0]?.parts ?? 1)) return undefined
    // An entry without things tells of what has no log: a demo was removed. Exceptions say so, and touch nothing.
    if (parts.some(({ total, kind }) => total === 0 && kind !== 'quality')) return undefined
    for (const { doc } of parts) for (const { type } of JSON.parse(doc) as { type: string }[]) touched.add(type)
  }
  return touched
}

const reads = new Map<string, ReadonlySet<string>>()

/** Types and relations that a rule reads. */
export function readsOf({ rule, from }: QualityRule): ReadonlySet<string> {
  let known = reads.get(rule)
  if (known === undefined) {
    known = readBy(from.file === undefined ? `gaps/${from.gap}` : `quality/${from.file}`)
    reads.set(rule, known)
  }
  return known
}

const idsOf = (exceptions: Exceptions, { rule }: QualityRule): string[] =>
  [...(exceptions.get(rule)?.keys() ?? [])].sort()

async function countOf(
  graph: Graph,
  reading: Reading,
  { from }: QualityRule,
  without: readonly string[],
): Promise<Count> {
  if (from.file !== undefined) return countRule(graph, from.file, reading, without)
  if (without.length === 0) return { total: await gapCount(graph, reading, from.gap), milder: 0, excepted: 0 }
  const ids = await idsWithGap(graph, reading, from.gap)
  const excepted = ids.filter((id) => without.includes(id)).length
  return { total: ids.length - excepted, milder: 0, excepted }
}

/** Does something for each, a few at a time. */
async function inTurn<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
    }),
  )
}
