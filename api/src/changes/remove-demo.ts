/** Takes a demo away: physically, with its log (decisions 22). The one thing here that really deletes. */
import { randomUUID } from 'node:crypto'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import { named } from './checks.ts'
import { writeEntry, writeInTurn } from './entry.ts'
import { type LoggedItem, logParts } from './log.ts'

interface TenantRow {
  tenant: string
  name: string
  demo: boolean
}

/**
 * Removes the demo of a tenant in one transaction. `confirm` must be its name.
 * Throws 404 for an unknown tenant, 422 where the confirmation is wrong or it is no demo, 409 where facts of others
 * depend on it. Answers the number of the log entry that tells of the removal.
 */
export async function removeDemo(
  graph: Graph,
  tenant: string,
  confirm: string,
  by: string,
): Promise<{ tenant: string; name: string; seq: number }> {
  return writeInTurn(graph, async (tx) => {
    const found = (await tx.run<TenantRow>('writes/read_tenants')).find((row) => row.tenant === tenant)
    if (!found)
      throw problem('not-found', {
        detail: `No tenant ${tenant}`,
        errors: [{ path: 'path.tenant', message: 'is not known' }],
      })
    if (!found.demo)
      throw problem('not-allowed', {
        detail: `${found.name} is no demo`,
        errors: [{ path: 'path.tenant', message: 'is no demo that came with the product' }],
      })
    if (confirm !== found.name) {
      throw problem('not-allowed', {
        detail: 'The confirmation is not the name of the tenant',
        errors: [{ path: 'body.confirm', message: 'must be the name of the municipality', allowed: [found.name] }],
      })
    }
    const dependents = (await tx.run<{ id: string }>('writes/find_dependents', { tenant })).map(({ id }) => id)
    if (dependents.length > 0) {
      throw problem('still-needed', {
        detail: `Facts of others depend on it: ${named(dependents)}`,
        errors: dependents.slice(0, 100).map((id) => ({ path: 'path.tenant', message: `${id} depends on it` })),
      })
    }
    const mixed = await tx.run<{ seq: number; part: number; doc: string }>('writes/read_mixed_log', { tenant })
    for (const { seq, part, doc } of mixed) {
      const kept = (JSON.parse(doc) as LoggedItem[]).filter((item) => item.tenant !== tenant)
      const [rest] = logParts(kept, 'shared')
      if (rest)
        await tx.run('writes/rewrite_log', {
          rows: [
            { seq, part, tenants: rest.tenants, total: rest.total, first: rest.first, last: rest.last, doc: rest.doc },
          ],
        })
    }
    await tx.apply('writes/remove_tenant', { tenant })
    // Counted like every other write, so that whoever caches by the number sees that something happened.
    const head = {
      by,
      at: new Date().toISOString(),
      reason: `Demonstration ${found.name} entfernt`,
      sourceIds: [],
      writeId: randomUUID(),
    }
    const seq = await writeEntry(tx, head, false, logParts([], 'shared'))
    return { tenant, name: found.name, seq }
  })
}
