/** A lease that two processes cannot hold at once: for work that needs several transactions (schema, migrations, first seed). */
import { randomUUID } from 'node:crypto'
import { GraphError } from './errors.ts'
import type { Graph } from './run.ts'

/** A process that died holds its lock at most this long. */
const LEASE_MS = 30_000
const RENEW_MS = 10_000
const ASK_AGAIN_MS = 250
/** Longer than the first seed takes on a slow machine. */
const PATIENCE_MS = 180_000

export class LockedError extends Error {}

/**
 * Runs `work` while holding the lock `name`; waits for another holder, but not for ever.
 * Throws LockedError with a sentence after three minutes.
 */
export async function underLock<T>(
  graph: Graph,
  name: string,
  work: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const owner = randomUUID()
  await makeLockable(graph)
  const take = async (): Promise<boolean> => {
    const [row] = await graph.write((tx) =>
      tx.run<{ mine: boolean }>('writes/take_lock', { name, owner, leaseMs: LEASE_MS }),
    )
    return row?.mine === true
  }
  const end = Date.now() + patienceMs
  while (!(await take())) {
    if (Date.now() > end) {
      throw new LockedError(
        `Another process has been preparing this database for ${Math.round(patienceMs / 1000)} seconds. Wait for it, or stop it and start again.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
  // A renewal that fails is no harm while the work still gets through; if the database is away, the work fails itself.
  const renewal = setInterval(() => void take().catch(() => undefined), RENEW_MS)
  renewal.unref()
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await graph.write((tx) => tx.run('writes/release_lock', { name, owner })).catch(() => undefined)
  }
}

/** Two first starts at once meet here: of two that create the same constraint, Neo4j ends one as a deadlock (seen). */
async function makeLockable(graph: Graph): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await graph.apply('writes/lock_constraint')
    } catch (error) {
      const transient = error instanceof GraphError && error.code?.includes('TransientError') === true
      if (!transient || attempt === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200))
    }
  }
}
