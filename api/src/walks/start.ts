/**
 * Where a walk begins. The usual case, an entity of the municipality asked about, costs one round trip:
 * the walk itself looks for its start. Only where it finds none is the id looked up, because it may be a former
 * one or belong to another municipality; what that municipality states then belongs to the walk.
 */
import { entityOr404, readingAt } from '../graph/entities.ts'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'

/**
 * Runs `walk` from `id`, if need be again from where the id leads.
 * Throws the 404 problem of `entityOr404` for what this reader does not know.
 */
export async function walkFrom<Answer>(
  graph: Graph,
  id: string,
  reading: Reading,
  walk: (id: string, reading: Reading) => Promise<Answer | undefined>,
): Promise<{ answer: Answer; reading: Reading }> {
  const answer = await walk(id, reading)
  if (answer !== undefined) return { answer, reading }
  const found = await entityOr404(graph, id, reading)
  const there = readingAt(found, reading)
  const again = await walk(found.id, there)
  // Retracted between the two looks.
  if (again === undefined)
    throw problem('not-found', { detail: `No entity ${id}`, errors: [{ path: 'path.id', message: 'is not known' }] })
  return { answer: again, reading: there }
}
