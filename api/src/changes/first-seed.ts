/** The first start of a database: the shared basics and the two demos go in through the one door, once. */
import { readSeed } from '@kommunalgraph/seed/src/data.ts'
import { underLock } from '../graph/lock.ts'
import type { Graph } from '../graph/run.ts'
import { applyChanges } from './apply.ts'

/**
 * Seeds a database that never was seeded (decisions 22: the mark decides, not emptiness). Safe when two processes start
 * at once, and after a start that was killed half-way: every row is a `put`. Answers whether it did anything.
 */
export async function firstSeed(graph: Graph, options: { onProgress?: (text: string) => void } = {}): Promise<boolean> {
  if (await isSeeded(graph)) return false
  return underLock(graph, 'preparation', async () => {
    if (await isSeeded(graph)) return false
    for (const { tenant: file, body } of readSeed()) {
      const { tenant, name, home, fictional, defaults } = file
      options.onProgress?.(`Loading ${name}: ${body.changes.length} rows`)
      await applyChanges(graph, { ...body, tenant }, defaults.enteredBy, {
        entered: { by: defaults.enteredBy, at: new Date(defaults.enteredAt).toISOString() },
      })
      if (home !== null)
        await graph.write((tx) => tx.run('writes/put_tenant', { tenant, name, homeId: home, fictional, demo: true }))
    }
    await graph.write((tx) => tx.run('writes/mark_seeded'))
    return true
  })
}

async function isSeeded(graph: Graph): Promise<boolean> {
  const [mark] = await graph.read<{ seededAt: string | null }>('queries/seeding', {}, { timeoutMs: 600_000 })
  return mark?.seededAt !== null && mark?.seededAt !== undefined
}
