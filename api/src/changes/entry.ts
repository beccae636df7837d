/** An entry of the log, and the turn in which it is written: whoever writes takes the one lock first, and logs last. */
import { inputValue } from '@kommunalgraph/contract/property-schemas.ts'
import { GraphError } from '../graph/errors.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { moment } from '../graph/values.ts'
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
  graph.write(async (tx) => {
    await takeTurn(tx)
    return work(tx)
  }, options)

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
