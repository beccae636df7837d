/** Answers that take long and change only with the graph: kept until the next write, by whoever made it. */
import type { Reading } from '../reading.ts'
import { forAll } from './asker.ts'
import type { Graph } from './run.ts'

/** Number of the last log entry. */
export async function seqOf(graph: Graph): Promise<number> {
  const [state] = await graph.read<{ seq: number }>('queries/positions_seq', {})
  return state?.seq ?? 0
}

/**
 * A memory of `most` answers for each graph, by what is read and the state of the graph (`seq`). Readers who come at the
 * same time wait for the same answer; one that fails is forgotten. `of` tells answers about different things apart.
 */
export function untilChange<Answer>(most: number) {
  const memory = new WeakMap<Graph, Map<string, Promise<Answer>>>()
  return (graph: Graph, { asOf, visibilities, tenants }: Reading, seq: number, make: () => Promise<Answer>, of = ''): Promise<Answer> => {
    const kept = memory.get(graph) ?? new Map<string, Promise<Answer>>()
    memory.set(graph, kept)
    const key = JSON.stringify([seq, asOf, visibilities, [...tenants].sort(), of])
    const known = kept.get(key)
    if (known) {
      // The key moves to the end: the first one is the longest unused.
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    // Others may wait for it too: it goes on when whoever asked first is gone.
    const made = forAll(make)
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return made
  }
}
