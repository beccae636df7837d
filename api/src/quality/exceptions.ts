/** Exceptions from rules: "this is as it should be", with a reason that is kept, who said so and when. */
import { randomUUID } from 'node:crypto'
import { checkedReason, writeEntry, writeInTurn } from '../changes/entry.ts'
import { logParts } from '../changes/log.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { moment } from '../graph/values.ts'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'

export interface Exception {
  reason: string
  by: string
  at: string
}

/** Rule → id of the row → why it is an exception. */
export type Exceptions = ReadonlyMap<string, ReadonlyMap<string, Exception>>

/** All that stand for this reading. */
export async function exceptionsOf(graph: Graph, { tenants }: Reading): Promise<Exceptions> {
  const rows = await graph.read<Exception & { rule: string; target: string }>('queries/quality_exceptions', { tenants })
  const found = new Map<string, Map<string, Exception>>()
  for (const { rule, target, reason, by, at } of rows) {
    const ofRule = found.get(rule) ?? new Map<string, Exception>()
    found.set(rule, ofRule)
    if (!ofRule.has(target)) ofRule.set(target, { reason, by, at })
  }
  return found
}

/** The reason of an exception as it is kept. Throws 422 where there is none, or contact data in it. */
export const exceptionReason = (given: string): string =>
  checkedReason(given, { detail: 'An exception needs a reason that can be kept', empty: 'is required: say why this is as it should be' })

/** Keeps an exception and logs it; one that stood before ends. */
export async function keepException(
  graph: Graph,
  { rule, id, tenant, reason, by }: { rule: string; id: string; tenant: string; reason: string; by: string },
): Promise<Exception> {
  const at = new Date().toISOString()
  await writeInTurn(graph, async (tx) => {
    await tx.run('writes/put_quality_exception', { rule, target: id, tenant, reason, by, at: moment(at) })
    await logged(tx, tenant, by, at, `Ausnahme von ${rule} für ${id}: ${reason}`)
  })
  return { reason, by, at }
}

/** Ends an exception and logs it. Throws 404 where none stands. */
export async function endException(
  graph: Graph,
  { rule, id, tenant, by }: { rule: string; id: string; tenant: string; by: string },
): Promise<void> {
  const at = new Date().toISOString()
  await writeInTurn(graph, async (tx) => {
    const [row] = await tx.run<{ ended: number }>('writes/end_quality_exception', {
      rule,
      target: id,
      tenant,
      by,
      at: moment(at),
    })
    if ((row?.ended ?? 0) === 0) {
      throw problem('not-found', {
        detail: `There is no exception from ${rule} for ${id}`,
        errors: [{ path: 'query.id', message: 'has no exception from this rule' }],
      })
    }
    await logged(tx, tenant, by, at, `Ausnahme von ${rule} für ${id} aufgehoben`)
  })
}

/** An entry of the log without things: nothing that readers see has changed. `kind` tells it from others without things. */
async function logged(tx: WriteTx, tenant: string, by: string, at: string, reason: string): Promise<void> {
  const head = { by, at, reason: reason.slice(0, 2_000), sourceIds: [], writeId: randomUUID(), kind: 'quality' }
  await writeEntry(tx, head, false, logParts([], tenant))
}
