/** Two days of one map laid over each other. Pure. */
import type { MapEdge, MapNode, WholeMap } from '@kommunalgraph/contract/answers.ts'

/** What happened to a node between the two days; `handed-over`: other actors are accountable for it, or none any more. */
export type NodeChange = 'new' | 'ended' | 'handed-over'
export type EdgeChange = 'new' | 'ended'

type Drawn = Pick<WholeMap, 'nodes' | 'edges' | 'positions'>

export interface Compared {
  nodes: MapNode[]
  edges: MapEdge[]
  positions: WholeMap['positions']
  nodeChanges: ReadonlyMap<string, NodeChange>
  edgeChanges: ReadonlyMap<string, EdgeChange>
}

/** Before the name of a node: the change is never told by colour alone. */
export const changeSigns: Record<NodeChange, string> = { new: '+', ended: '−', 'handed-over': '⇄' }

/** The later day, with what has ended since the earlier one. Places are those of the later day. */
export function compared(before: Drawn, after: Drawn): Compared {
  const earlier = new Map(before.nodes.map((node) => [node.id, node]))
  const later = new Map(after.nodes.map((node) => [node.id, node]))
  const nodeChanges = new Map<string, NodeChange>()
  for (const node of after.nodes) {
    const was = earlier.get(node.id)
    if (!was) nodeChanges.set(node.id, 'new')
    else if (otherOwners(was, node)) nodeChanges.set(node.id, 'handed-over')
  }
  const gone = before.nodes.filter(({ id }) => !later.has(id))
  for (const { id } of gone) nodeChanges.set(id, 'ended')

  // A fact that was stated anew has another id; for the reader the relation is the same.
  const wasThere = new Set(before.edges.map(sameness))
  const isThere = new Set(after.edges.map(sameness))
  const edgeChanges = new Map<string, EdgeChange>()
  for (const edge of after.edges) if (!wasThere.has(sameness(edge))) edgeChanges.set(edge.factId, 'new')
  const endedEdges = before.edges.filter((edge) => !isThere.has(sameness(edge)))
  for (const { factId } of endedEdges) edgeChanges.set(factId, 'ended')
  return {
    nodes: [...after.nodes, ...gone],
    edges: [...after.edges, ...endedEdges],
    positions: { ...before.positions, ...after.positions },
    nodeChanges,
    edgeChanges,
  }
}

const sameness = ({ type, from, to }: MapEdge) => `${type} ${from} ${to}`

function otherOwners({ owners: was = [] }: MapNode, { owners: now = [] }: MapNode): boolean {
  return was.length !== now.length || was.some((id) => !now.includes(id))
}
