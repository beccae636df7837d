/** From the row of queries/neighbourhood to the answer: what is hidden is counted here, from what is shown. */
import type { MapEdge, MapNode, Neighbourhood } from '@kommunalgraph/contract/answers.ts'
import { type EntityType, entityTypes, nodeType, ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { sourcesOf } from '../graph/evidence.ts'
import { present } from '../graph/rows.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'

/**
 * What a neighbourhood shows unless types are named: no code lists, because a sphere or a thrust joins almost
 * everything with everything and stands at its nodes already, and no sources, because they stand at the facts.
 */
export const usualTypes: readonly EntityType[] = entityTypes.filter(
  (name) => !nodeType(name).codeList && name !== 'Source',
)

type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] }

/** A node as queries/neighbourhood and queries/positions give it. */
export type NodeRow = Nullable<MapNode> & { thrusts: string[]; owners: string[] }

/** A row of queries/neighbourhood. */
export interface NeighbourhoodRow {
  nodes: (NodeRow & { neighbours: number })[]
  edges: Nullable<MapEdge>[]
  sources: string[]
  total: number
}

/** Types that somebody can be accountable for; for others a missing owner means nothing. */
const ownable = new Set<string>(ontology.relationTypes.ACCOUNTABLE_FOR.to)
/** Types that pursue thrusts. */
const pursuing = new Set<string>(ontology.relationTypes.PURSUES.from)

/** The answer of the route. */
export function neighbourhoodOf(row: NeighbourhoodRow, depth: number, reading: Reading): Neighbourhood {
  const centre = row.nodes[0]?.id ?? ''
  const beside = shownBeside(centre, row.edges)
  const hidden: Neighbourhood['hidden'] = []
  const nodes = row.nodes.map(({ neighbours, ...node }) => {
    const count = neighbours - (beside.get(node.id)?.size ?? 0)
    if (count > 0) hidden.push({ nodeId: node.id, count })
    return nodeOf(node)
  })
  return {
    centre,
    asOf: reading.asOf,
    depth,
    nodes,
    edges: edgesFor(row.edges, row.sources, reading),
    hidden,
    shown: nodes.length,
    total: row.total,
    truncated: nodes.length < row.total,
  }
}

/** A node as the contract says: what it cannot have is not there, what it can have is there even if empty. */
export function nodeOf({ owners, thrusts, ...node }: NodeRow): MapNode {
  return { ...present(node), ...(pursuing.has(node.type) && { thrusts }), ...(ownable.has(node.type) && { owners }) }
}

/** Edges as the contract says; a public reader is not told the id of a source that is internal. */
export function edgesFor(edges: readonly Nullable<MapEdge>[], sources: readonly string[], reading: Reading): MapEdge[] {
  // In an order of their own: the one in which the database finds them can depend on edges that this reader may not see.
  const sorted = edges.toSorted((a, b) => (a.factId < b.factId ? -1 : 1))
  if (reading.visibilities.includes('internal')) return sorted.map(present)
  const known = new Set(sources)
  return sorted.map((edge) => present({ ...edge, sourceIds: edge.sourceIds.filter((id) => known.has(id)) }))
}

/** The relations among these entities, at most `limit`. */
export async function edgesAmong(graph: Graph, reading: Reading, ids: readonly string[], limit: number): Promise<MapEdge[]> {
  if (ids.length === 0) return []
  const [joined] = await graph.read<{ edges: Nullable<MapEdge>[] }>('queries/edges_among', { ...reading, ids, limit })
  const edges = joined?.edges ?? []
  // Whoever sees what is internal is told every source as it stands.
  const sources = reading.visibilities.includes('internal') ? [] : await sourcesOf(graph, reading, edges.flatMap(({ sourceIds }) => sourceIds))
  return edgesFor(edges, sources.map(({ id }) => id), reading)
}

/** For each shown node: which shown nodes, the centre left out, it is joined with. */
function shownBeside(centre: string, edges: readonly { from: string; to: string }[]): Map<string, Set<string>> {
  const beside = new Map<string, Set<string>>()
  const join = (node: string, other: string) => {
    if (other === centre || node === other) return
    const known = beside.get(node)
    if (known) known.add(other)
    else beside.set(node, new Set([other]))
  }
  for (const { from, to } of edges) {
    join(from, to)
    join(to, from)
  }
  return beside
}
