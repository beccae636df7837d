/** What somebody looked at and found to be two. Kept beside the facts, with who and why; read by `candidates.ts`. */
import type { NotSame, NotSameBody } from '@kommunalgraph/contract/merging.ts'
import { checkedReason, writeInTurn } from '../changes/entry.ts'
import type { Graph } from '../graph/run.ts'
import { moment } from '../graph/values.ts'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { pairKeyOf } from './candidates.ts'
import { pairOf, resolved } from './merge.ts'

/** Remembers a pair; once more with another reason replaces the reason. Throws 404 or 422, and 503 while a dump is made. */
export async function markNotSame(graph: Graph, body: NotSameBody, by: string, reading: Reading): Promise<NotSame> {
  const [a, b] = await pairOf(graph, [body.a, body.b], ['body.a', 'body.b'], reading)
  const reason = checkedReason(body.reason)
  const now = new Date().toISOString()
  await writeInTurn(graph, (tx) =>
    tx.run('writes/put_not_same', {
      key: pairKeyOf(a.id, b.id),
      a: a.id,
      b: b.id,
      tenant: a.tenant,
      reason,
      by,
      now: moment(now),
    }),
  )
  const ref = ({ id, type, name }: typeof a) => ({ id, type, name })
  return { a: ref(a), b: ref(b), reason, by, at: now }
}

/** Forgets a pair. Throws 404 if it was not remembered, and 503 while a dump is made. */
export async function unmarkNotSame(graph: Graph, pair: { a: string; b: string }, reading: Reading): Promise<void> {
  const a = await resolved(graph, pair.a, 'query.a', reading)
  const b = await resolved(graph, pair.b, 'query.b', reading)
  const gone = await writeInTurn(graph, (tx) => tx.run('writes/remove_not_same', { a: a.id, b: b.id }))
  if (gone.length > 0) return
  throw problem('not-found', {
    detail: 'This pair was not marked as not the same',
    errors: [{ path: 'query.b', message: 'is not marked' }],
  })
}
