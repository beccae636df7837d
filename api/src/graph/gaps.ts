/**
 * Gaps are asked by the files of `cypher/gaps/`, one a kind; this is the one place that joins them.
 * What one entity lacks is asked by fragments/gaps/of_entity; a test compares it with the files for every entity of the demo.
 */
import { entityTypeOfId } from '@kommunalgraph/contract/ids.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Reading } from '../reading.ts'
import { compose, namesIn } from './queries.ts'
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
 * Time for asking. Planning all kinds for the first time can cost seconds on a cold or busy machine (measured: 2 to 5), and a
 * query that is ended while it is planned would be planned anew next time.
 */
const timeoutMs = 30_000

/** What somebody can be accountable for, or claimed to be: nothing else has an ownership gap. */
const ownable = new Set<string>(ontology.relationTypes.ACCOUNTABLE_FOR.to)

/** Adds the column `gaps` to a query whose entity is `x`; for `places` of `graph.read`. */
export const withGaps = { gaps: ['fragments/gaps/of_entity'] } as const

/** Kinds of gaps that one entity has on this day; none is asked for where its type cannot have any. */
export async function gapsOf(graph: Graph, reading: Reading, id: string): Promise<string[]> {
  const type = entityTypeOfId(id)
  if (type === undefined || !ownable.has(type)) return []
  const [row] = await graph.read<{ gaps: string[] }>(
    'queries/gaps_of_entity',
    { ...reading, id },
    { places: withGaps, timeoutMs },
  )
  return row?.gaps ?? []
}

/** How many gaps of each kind there are; a kind without any is left out. Nothing is told of each. */
export async function gapCounts(graph: Graph, reading: Reading): Promise<Map<string, number>> {
  // One query a kind: together they would be planned one after the other, and over the whole graph running takes longer than asking.
  const found = await Promise.all(
    counts().map(async ({ kind, text }) => {
      const [row] = await graph.readText<{ total: number }>(text, { ...reading }, { timeoutMs })
      return row ? ([[kind, row.total]] as const) : []
    }),
  )
  return new Map(found.flat())
}

/** How many gaps of one kind there are. */
export async function gapCount(graph: Graph, reading: Reading, kind: string): Promise<number> {
  const text = counts().find((one) => one.kind === kind)?.text
  if (text === undefined) return 0
  const [row] = await graph.readText<{ total: number }>(text, { ...reading }, { timeoutMs })
  return row?.total ?? 0
}

/** Stands where fragments/gaps/count has been put: behind it a gap is described, which counting does without. */
const cut = 'WITH total WHERE total > 0'

let counting: { kind: string; text: string }[] | undefined

/** The files, cut where they begin to describe. */
function counts() {
  counting ??= gapKinds.map((kind) => {
    const [found = ''] = compose(`gaps/${kind}`, { page: ['fragments/gaps/count'] }).split(cut)
    return { kind, text: `${found}${cut}\nRETURN total` }
  })
  return counting
}
