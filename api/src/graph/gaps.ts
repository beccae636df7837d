/**
 * Gaps are asked by the files of `cypher/gaps/`, one a kind; this is the one place that joins them.
 * A file names the gap's entity `x` and marks with `// <<only` where one entity can be singled out.
 */
import { entityTypeOfId } from '@kommunalgraph/contract/ids.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Reading } from '../reading.ts'
import { compose, type FragmentName, namesIn } from './queries.ts'
import type { Graph } from './run.ts'

const room = 'gaps/'

/** Kinds of gaps that can be asked for: one for each file. */
export const gapKinds: readonly string[] = namesIn('gaps').map((name) => name.slice(room.length))

/** Ids of all entities with a gap of this kind. */
export async function idsWithGap(graph: Graph, reading: Reading, kind: string): Promise<string[]> {
  const rows = await graph.read<{ entity: { id: string } }>(`gaps/${kind}`, { ...reading })
  return [...new Set(rows.map(({ entity }) => entity.id))]
}

/**
 * Time for the joined statements. They run in a few milliseconds, but planning them for the first time costs seconds on
 * a cold or busy machine (measured: 2 to 5), and a query that is ended while it is planned would be planned anew next time.
 */
const timeoutMs = 30_000

/** What somebody can be accountable for, or claimed to be: nothing else has an ownership gap. */
const ownable = new Set<string>(ontology.relationTypes.ACCOUNTABLE_FOR.to)

/** Kinds of gaps that one entity has on this day; one round trip, and none where its type cannot have any. */
export async function gapsOf(graph: Graph, reading: Reading, id: string): Promise<string[]> {
  const type = entityTypeOfId(id)
  if (type === undefined || !ownable.has(type)) return []
  const rows = await graph.readText<{ kind: string }>(ofOne(), { ...reading, id }, { timeoutMs })
  return rows.map(({ kind }) => kind)
}

/** How many gaps of each kind there are; a kind without any is left out. One round trip, and nothing is told of each. */
export async function gapCounts(graph: Graph, reading: Reading): Promise<Map<string, number>> {
  const rows = await graph.readText<{ kind: string; total: number }>(ofAll(), { ...reading }, { timeoutMs })
  return new Map(rows.map(({ kind, total }) => [kind, total]))
}

/** Stands where fragments/gaps/count has been put: behind it a gap is described, which counting does without. */
const cut = 'WITH total WHERE total > 0'

const ofOne = once(() => joined({ only: ['fragments/gaps/only'], page: ['fragments/gaps/count'] }))
const ofAll = once(() => joined({ page: ['fragments/gaps/count'] }))

/** All kinds as one statement, each counted in a subquery. Only texts of ours: what a reader sends is a parameter. */
function joined(places: Record<string, readonly FragmentName[]>): string {
  const parts = gapKinds.map((kind) => {
    const [found = ''] = compose(`gaps/${kind}`, places).replace(/^CYPHER 25\s*/, '').split(cut)
    return `CALL () {\n${found}${cut}\nRETURN total\n}\nRETURN '${kind}' AS kind, total`
  })
  return `CYPHER 25\n${parts.join('\nUNION ALL\n')}`
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
