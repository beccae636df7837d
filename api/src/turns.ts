/** Long work in one process lets requests in between: nobody waits for the sums of somebody else. */

/** Ends a turn of the event loop. */
export const letOthersIn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Longest turn of long work, in milliseconds. */
const turnMs = 10

/** To be awaited often: ends the turn once it has lasted long enough. */
export function turns(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < turnMs) return undefined
    return letOthersIn().then(() => {
      began = performance.now()
    })
  }
}
