/** An entry of the log, and the turn in which it is written: whoever writes takes the one lock first, and logs last. */
import { contactData, inputValue, TEXT_RULES } from '@kommunalgraph/contract/property-schemas.ts'
import { GraphError } from '../graph/errors.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { scopes } from '../graph/scope.ts'
import { moment } from '../graph/values.ts'
import { problem } from '../plugins/problem.ts'
import type { LogPart } from './log.ts'
import { Pipeline } from './pipeline.ts'

/** Waits for the turn of this transaction; it lasts until its end. Throws GraphError 'held' while a dump is being made. */
export async function takeTurn(tx: WriteTx): Promise<void> {
  const [row] = await tx.run<{ held: boolean }>('writes/lock_sequence')
  // Every writer takes this lock first, so nobody passes a gate that stands here.
  if (row?.held) throw new GraphError('held', 'A dump of the whole graph is being made')
}

/**
 * A transaction that takes its turn before anything else, so a dump holds one moment of all that is written this way.
 * `timeoutMs`: longest time with the wait for the turn. Throws GraphError 'held' while a dump is being made.
 */
export const writeInTurn = <T>(graph: Graph, work: (tx: WriteTx) => Promise<T>, options?: { timeoutMs?: number }): Promise<T> =>
  once<T>((kept) =>
    graph.write(async (tx) => {
      await takeTurn(tx)
      const before = await kept.before(tx)
      return before ? before.answer : kept.with(tx, await work(tx))
    }, options),
  )

/** What a write asks and tells the key of its request; without one, nothing. Both after the turn was taken. */
export interface Kept<T> {
  /** What this write answered when it was stored before: its request is sent again, or its commit was not heard of. */
  before(tx: WriteTx): Promise<{ answer: T } | undefined>
  /** Marks it as done, in the same transaction. Gives the answer back; it must be JSON. */
  with(tx: WriteTx, answer: T): Promise<T>
}

/** One write of a request. Under an idempotency key it is done once, however often the request comes, and answers the same. */
export async function once<T>(write: (kept: Kept<T>) => Promise<T>): Promise<T> {
  const key = scopes.getStore()?.once
  if (!key) return write({ before: async () => undefined, with: async (_, answer) => answer })
  const place = key.stored
  const answer = await write({
    before: async (tx) => {
      const [row] = await tx.run<{ kept: string | null }>('writes/read_kept', { key: key.key, place })
      return row?.kept == null ? undefined : (JSON.parse(row.kept) as { answer: T })
    },
    with: async (tx, given) => {
      await tx.run('writes/mark_kept', { key: key.key, kept: JSON.stringify({ answer: given }) })
      return given
    },
  })
  key.stored = place + 1
  return answer
}

export interface EntryHead {
  /** Pseudonym of the account. */
  by: string
  /** ISO, with time. */
  at: string
  reason: string
  sourceIds: readonly string[]
  /** Drawn before the transaction, so that a repeated attempt finds what the first one stored. */
  writeId: string
  /** The import that this entry is. */
  importId?: string | undefined
  /** Tells an entry without things from others without things. */
  kind?: string
}

/**
 * Draws the next number, lets `store` write under it, and logs it, each part by itself: one document may hold a megabyte.
 * `published`: whether public readers may see some of it. Answers the number.
 */
export async function writeEntry(
  tx: WriteTx,
  { importId, ...head }: EntryHead,
  published: boolean,
  parts: readonly LogPart[],
  store: (seq: number) => Promise<void> = async () => undefined,
): Promise<number> {
  const [drawn] = await tx.run<{ seq: number; publicSeq: number }>('writes/next_seq', { published })
  if (!drawn) throw new GraphError('query', 'The database has no sequence: its migrations have not run')
  const { seq } = drawn
  await store(seq)
  const entry = {
    ...head,
    seq,
    publicSeq: published ? drawn.publicSeq : null,
    at: moment(head.at),
    ...(importId === undefined ? {} : { importId }),
  }
  const pipe = new Pipeline(tx)
  for (const part of parts) await pipe.run('writes/write_log', { parts: [{ ...entry, ...part }] })
  await pipe.done()
  return seq
}

const Reason = inputValue({ kind: 'longText', label: { de: 'Begründung', en: 'Reason' }, maxLength: 2_000 })

/** A reason as the log keeps it. */
export const keptReason = (reason: string): string => reason.trim().normalize('NFC')

/** What stands against a reason: contact data (R28), signs that nobody can see, its length. */
export interface ReasonIssue {
  code: 'personal-data' | 'not-allowed'
  message: string
  rule?: 'R28'
}

/** For texts that are kept beside the facts, by the path of their field. Throws 422 where one holds contact data (R28). */
export function refuseContactData(texts: Readonly<Record<string, string | undefined>>): void {
  const errors = Object.entries(texts).flatMap(([path, text]) => (text !== undefined && contactData.test(text) ? [{ path, message: TEXT_RULES.personal_data.en, rule: 'R28' }] : []))
  if (errors.length > 0) throw problem('personal-data', { detail: 'Contact data of persons is not kept', errors })
}

/** A reason as it is kept, of a body that is nothing but one. Throws 422; `detail` and `empty` say it in the words of what it is for. */
export function checkedReason(text: string, { detail, empty }: { detail?: string; empty?: string } = {}): string {
  const read = readReason(text)
  if ('reason' in read) return read.reason
  const [{ code, ...against }] = read.issues
  const message = empty !== undefined && text.trim() === '' ? empty : against.message
  throw problem(code, { detail: detail ?? against.message, errors: [{ path: 'body.reason', ...against, message }] })
}

/** A reason as it is read, or what stands against it, at least one issue. */
export function readReason(text: string): { reason: string } | { issues: [ReasonIssue, ...ReasonIssue[]] } {
  const read = Reason.safeParse(text)
  if (read.success) return { reason: String(read.data) }
  const [first, ...others] = read.error.issues.map((issue): ReasonIssue =>
    issue.code === 'custom' && issue.params?.rule === 'personal_data'
      ? { code: 'personal-data', message: issue.message, rule: 'R28' }
      : { code: 'not-allowed', message: issue.message },
  )
  return { issues: [first ?? { code: 'not-allowed', message: 'cannot be kept' }, ...others] }
}
