/** Which of the loaded nodes and edges are shown. Pure; filters come from the URL. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'

export interface Filter {
  types?: readonly string[] | undefined
  spheres?: readonly string[] | undefined
  thrusts?: readonly string[] | undefined
  relations?: readonly string[] | undefined
  owner?: string | undefined
  /** Only these, and what stands directly beside one of them. */
  only?: ReadonlySet<string> | undefined
}

/** An absent list lets everything pass. A filter on spheres or thrusts leaves alone what can have none; the focus always stays. */
export function visible(nodes: readonly MapNode[], edges: readonly MapEdge[], filter: Filter, focus?: string): { nodes: MapNode[]; edges: MapEdge[] } {
  const kept = nodes.filter(
    (node) =>
      node.id === focus ||
      ((!filter.types || filter.types.includes(node.type)) &&
        (!filter.spheres || node.spheres.some((code) => filter.spheres?.includes(code)) || node.spheres.length === 0) &&
        (!filter.thrusts || node.thrusts === undefined || node.thrusts.some((code) => filter.thrusts?.includes(code))) &&
        (!filter.owner || node.id === filter.owner || node.owners === undefined || node.owners.includes(filter.owner))),
  )
  const ids = new Set(kept.map((node) => node.id))
  const shownEdges = edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && (!filter.relations || filter.relations.includes(edge.type)))
  if (filter.only) {
    const { only } = filter
    const beside = shownEdges.filter((edge) => only.has(edge.from) || only.has(edge.to))
    const ends = new Set(beside.flatMap((edge) => [edge.from, edge.to]))
    return { nodes: kept.filter((node) => only.has(node.id) || ends.has(node.id)), edges: beside }
  }
  if (!filter.relations || !focus) return { nodes: kept, edges: shownEdges }
  // With a filter on relations, what is no longer connected with anything would only float about.
  const connected = new Set(shownEdges.flatMap((edge) => [edge.from, edge.to]))
  return { nodes: kept.filter((node) => node.id === focus || connected.has(node.id)), edges: shownEdges }
}

/** Adds or removes a value; all or none chosen = no filter, unless the map has a filter of its own to begin with. */
export function toggled(current: readonly string[] | undefined, value: string, all: readonly string[], keepAll = false): string[] | undefined {
  const chosen = new Set(current ?? all)
  if (chosen.has(value)) chosen.delete(value)
  else chosen.add(value)
  const next = all.filter((one) => chosen.has(one))
  return (next.length === all.length && !keepAll) || next.length === 0 ? undefined : next
}
