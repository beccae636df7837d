/**
 * Gaps are asked by the files of `cypher/gaps/`, one a kind; this is the one place that joins them.
 * A file names the gap's entity `x` and marks with `// <<only` where one entity can be singled out.
 */
import type { Reading } from '../reading.ts'
import { compose, namesIn, type QueryName } from './queries.ts'
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
  joined ??= joinAll()
  const rows = await graph.readText<{ kind: string }>(joined, { ...reading, id })
  return rows.map(({ kind }) => kind)
}

let joined: string | undefined

/** All kinds as one statement, each a subquery for one entity. Only texts of ours: the id is a parameter. */
function joinAll(): string {
  const parts = gapKinds.map((kind) => {
    const name: QueryName = `gaps/${kind}`
    const body = compose(name, { only: ['fragments/gaps/only'] }).replace(/^CYPHER 25\s*/, '')
    return `CALL () {\n${body}\n}\nRETURN DISTINCT '${kind}' AS kind`
  })
  return `CYPHER 25\n${parts.join('\nUNION ALL\n')}`
}
