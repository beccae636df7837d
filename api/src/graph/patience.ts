/**
 * How long a reader waits for a database that may be gone. A stopped one refuses at once; a frozen or cut-off one says
 * nothing at all, and the driver alone would wait half a minute. So after a while without an answer the database is
 * asked whether it still lives, and only silence from every side counts as away: a busy database is slow, not gone.
 */
import { GraphError } from './errors.ts'

/** After this time without an answer the database is asked whether it still lives. */
const suspicionMs = 500
/**
 * How long it may take to say so: a small machine that plans several large queries at once is slow to answer anything.
 * Together half a second less than the 3 s in which an outage must be told.
 */
export const pingMs = 2_000

export interface Patience {
  /** Any answer of the database, also an error: it lives. */
  heard(): void
  /** Waits for `work` at most `timeoutMs`, but not longer than the database is known to live. Throws GraphError. */
  bound<T>(work: Promise<T>, timeoutMs: number): Promise<T>
}

/** `ping` must reject within `pingMs` if nothing comes back. */
export function patience(ping: () => Promise<unknown>): Patience {
  let lastHeard = 0
  let asking: Promise<unknown> | undefined

  /** One question at a time, however many requests are waiting. */
  const ask = () => {
    asking ??= ping().finally(() => {
      asking = undefined
    })
    return asking
  }

  /** Calls `refuse` as soon as the database must be taken for gone, or the time is over. Answers what ends the watch. */
  const watch = (timeoutMs: number, refuse: (error: unknown) => void): (() => void) => {
    const began = performance.now()
    let over = false
    const giveUp = (error: unknown) => {
      over = true
      refuse(error)
    }
    const look = async () => {
      const asked = performance.now()
      try {
        await ask()
      } catch (error) {
        if (lastHeard < asked) giveUp(error)
      }
      if (over) return
      if (performance.now() - began > timeoutMs) giveUp(new GraphError('too-slow', 'The query ran past its limit'))
      else timer = setTimeout(look, suspicionMs)
    }
    let timer = setTimeout(look, suspicionMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }

  return {
    heard: () => {
      lastHeard = performance.now()
    },
    bound(work, timeoutMs) {
      return new Promise((resolve, reject) => {
        const end = watch(timeoutMs, reject)
        work.then(resolve, reject).finally(end)
      })
    },
  }
}

/** Throws GraphError 'unavailable' if `work` takes longer than this. */
export async function within<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new GraphError('unavailable', `No answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([Promise.resolve(work), late])
  } finally {
    clearTimeout(timer)
  }
}
