import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { neighbourhoodQuery, positionsQuery, type Scope } from '../../api/queries.ts'
import { type Places, placeAround } from '../../graph/places.ts'

/** What is loaded around one entity: its neighbourhood and those of what was opened, merged. */
export interface Loaded {
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  /** Neighbours not loaded, by node. */
  hidden: ReadonlyMap<string, number>
  /** Everything within reach of the first question, shown or not. */
  total: number
  truncated: boolean
  asOf: string
  /** Node → node through which it came in, nearest first. */
  order: readonly { id: string; parent: string }[]
}

/**
 * Loads depth 1 to 3 around the focus, then depth 1 around each opened node, and merges them.
 * `moved` are places where the reader put nodes; they win over computed ones.
 */
export function useNeighbourhoods(focus: string, depth: number, open: readonly string[], scope: Scope, moved: Places) {
  const first = useQuery(neighbourhoodQuery(focus, depth, scope))
  const more = useQueries({ queries: open.map((id) => neighbourhoodQuery(id, 1, scope)) })
  const positions = useQuery(positionsQuery(scope))
  const answers = [first.data, ...more.map((one) => one.data)]
  const stamp = [first.dataUpdatedAt, ...more.map((one) => one.dataUpdatedAt)].join()

  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp stands for all answers
  const loaded = useMemo(() => (first.data ? merge(answers.filter((one) => one !== undefined)) : undefined), [stamp])
  const ready = positions.data !== undefined || positions.isError
  const places = useMemo(() => {
    if (!loaded || !ready) return undefined
    const geography = positions.data?.positions ?? {}
    // One step after the other, so that opening a node never moves what stood before.
    let fixed: Places = {}
    const firstIds = new Set(first.data?.nodes.map((node) => node.id))
    const steps = [loaded.order.filter(({ id }) => firstIds.has(id)), ...open.map((id) => loaded.order.filter(({ parent, id: child }) => parent === id && !firstIds.has(child)))]
    for (const nodes of steps) fixed = placeAround({ focus, nodes, geography, fixed })
    return { ...fixed, ...moved }
  }, [loaded, ready, positions.data, first.data, open, focus, moved])

  return { first, loaded, places, opening: more.some((one) => one.isPending), failed: more.find((one) => one.isError)?.error }
}

type Answer = NonNullable<ReturnType<typeof useQuery<import('@kommunalgraph/contract/answers.ts').Neighbourhood>>['data']>

function merge(answers: readonly Answer[]): Loaded {
  const nodes = new Map<string, MapNode>()
  const edges = new Map<string, MapEdge>()
  const parents = new Map<string, string>()
  const reach = new Map<string, number>()
  for (const answer of answers) {
    for (const edge of answer.edges) edges.set(edge.factId, edge)
    for (const node of nearestFirst(answer)) {
      if (!nodes.has(node.id)) parents.set(node.id, node.parent)
      nodes.set(node.id, node.node)
    }
    for (const { nodeId, count } of answer.hidden) reach.set(nodeId, Math.min(count, reach.get(nodeId) ?? count))
    for (const node of answer.nodes) if (!answer.hidden.some((one) => one.nodeId === node.id)) reach.set(node.id, 0)
  }
  const first = answers[0] as Answer
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()],
    hidden: new Map([...reach].filter(([id, count]) => count > 0 && nodes.has(id))),
    total: first.total,
    truncated: answers.some((answer) => answer.truncated),
    asOf: first.asOf,
    order: [...parents].filter(([id]) => id !== first.centre).map(([id, parent]) => ({ id, parent })),
  }
}

/** Breadth first from the centre along the edges of the answer; what has no way in hangs on the centre. */
export function nearestFirst(answer: Pick<Answer, 'centre' | 'nodes' | 'edges'>): { id: string; parent: string; node: MapNode }[] {
  const byId = new Map(answer.nodes.map((node) => [node.id, node]))
  const neighbours = new Map<string, string[]>()
  for (const { from, to } of answer.edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to])
    neighbours.set(to, [...(neighbours.get(to) ?? []), from])
  }
  const result: { id: string; parent: string; node: MapNode }[] = []
  const seen = new Set([answer.centre])
  let front = [answer.centre]
  const centre = byId.get(answer.centre)
  if (centre) result.push({ id: answer.centre, parent: answer.centre, node: centre })
  while (front.length > 0) {
    const next: string[] = []
    for (const parent of front) {
      for (const id of [...(neighbours.get(parent) ?? [])].sort()) {
        const node = byId.get(id)
        if (seen.has(id) || !node) continue
        seen.add(id)
        next.push(id)
        result.push({ id, parent, node })
      }
    }
    front = next
  }
  for (const node of answer.nodes) if (!seen.has(node.id)) result.push({ id: node.id, parent: answer.centre, node })
  return result
}
