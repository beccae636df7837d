/** The whole map of one reader, read and placed once for each state of the graph. */
import type { MapEdge, MapNode, Positions } from '@kommunalgraph/contract/answers.ts'
import type { SphereCode } from '@kommunalgraph/contract/geography.ts'
import type { Graph } from '../graph/run.ts'
import { seqOf, untilChange } from '../graph/until-change.ts'
import type { Reading } from '../reading.ts'
import { edgesFor, type NodeRow, nodeOf } from '../walks/neighbourhood.ts'
import { placeAll } from './geography.ts'
import { offMap } from './off-map.ts'

/** Most nodes that get a place. */
export const mostPlaced = 5_000
/** Answers kept: a few days and readers of a few tenants. */
const mostKept = 12

interface Row {
  nodes: (Omit<NodeRow, 'spheres'> & { spheres: { code: SphereCode; primary: boolean }[] })[]
  edges: Parameters<typeof edgesFor>[0]
  sources: string[]
  total: number
}

export interface PlacedMap {
  seq: number
  /** Nodes with a place: actors first, then initiatives, then the rest. */
  nodes: MapNode[]
  /** Between these nodes. */
  edges: MapEdge[]
  positions: Positions['positions']
  /** Entities that this reader may see and that belong on a map. */
  total: number
}

const kept = untilChange<PlacedMap>(mostKept)

/**
 * Nodes, edges and places for this reading. What is kept is dropped with the first change of the graph (`seq`);
 * readers who come at the same time wait for the same reading of it.
 */
export async function wholeMap(graph: Graph, reading: Reading): Promise<PlacedMap> {
  const seq = await seqOf(graph)
  return kept(graph, reading, seq, () => readAndPlace(graph, reading, seq))
}

async function readAndPlace(graph: Graph, reading: Reading, seq: number): Promise<PlacedMap> {
  const [row] = await graph.read<Row>(
    'queries/positions',
    { ...reading, offMap, limit: mostPlaced },
    { timeoutMs: 20_000 },
  )
  if (row === undefined) return { seq, nodes: [], edges: [], positions: {}, total: 0 }
  const places = await placeAll(row.nodes, row.edges)
  const nodes = row.nodes.filter(({ id }) => places.has(id))
  return {
    seq,
    nodes: nodes.map(({ spheres, ...node }) => nodeOf({ ...node, spheres: spheres.map(({ code }) => code) })),
    edges: edgesFor(
      row.edges.filter(({ from, to }) => places.has(from) && places.has(to)),
      row.sources,
      reading,
    ),
    positions: Object.fromEntries(nodes.map(({ id }) => [id, [...(places.get(id) ?? [0, 0])] as [number, number]])),
    total: row.total - (row.nodes.length - nodes.length),
  }
}
