/**
 * Gaps are asked by the files of `cypher/gaps/`, one a kind; this is the one place that joins them.
 * A file names the gap's entity `x` and marks with `// <<only` where one entity can be singled out.
 */
import type { Reading } from '../reading.ts'
import { compose, type FragmentName, namesIn, type QueryName } from './queries.ts'
import type { Graph } from './run.ts'

const room = 'gaps/'

/** Kinds of gaps that can be asked for: one for each file. */
export const gapKinds: readonly string[] = namesIn('gaps').map((name) => name.slice(room.length))

/** Ids of all entities with a gap of this kind. */
export async function idsWithGap(graph: Graph, reading: Reading, kind: string): Promise<string[]> {
  const rows = await graph.read<{ entity: { id: string } }>(`gaps/${kind}`, { ...reading })
  return [...new Set(rows.map(({ entity }) => entity.id))]
}

/** Kinds of gaps that one entity has on this day; one round trip. */
export async function gapsOf(graph: Graph, reading: Reading, id: string): Promise<string[]> {
  if (gapKinds.length === 0) return []
  const rows = await graph.readText<{ kind: string }>(ofOne(), { ...reading, id })
  return rows.map(({ kind }) => kind)
}

/** How many gaps of each kind there are; a kind without any is left out. One round trip, and nothing is told of each. */
export async function gapCounts(graph: Graph, reading: Reading): Promise<Map<string, number>> {
  if (gapKinds.length === 0) return new Map()
  const rows = await graph.readText<{ kind: string; total: number }>(counts(), { ...reading, offset: 0, limit: 1 })
  return new Map(rows.map(({ kind, total }) => [kind, total]))
}

const ofOne = once(() => joinAll({ only: ['fragments/gaps/only'] }, (kind) => `RETURN DISTINCT '${kind}' AS kind`))
const counts = once(() => joinAll({ page: ['fragments/gaps/page'] }, (kind) => `RETURN '${kind}' AS kind, total`))

/** All kinds as one statement, each in a subquery. Only texts of ours: what a reader sends is a parameter. */
function joinAll(places: Record<string, readonly FragmentName[]>, result: (kind: string) => string): string {
  const parts = gapKinds.map((kind) => {
    const name: QueryName = `gaps/${kind}`
    return `CALL () {\n${compose(name, places).replace(/^CYPHER 25\s*/, '')}\n}\n${result(kind)}`
  })
  return `CYPHER 25\n${parts.join('\nUNION ALL\n')}`
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
