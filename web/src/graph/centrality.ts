/** How central each node of a map is, by its place among the others. Pure; directions and parallel lines do not count. */

export interface Centrality {
  /** Lines that end at a node, parallel ones included. */
  degree: Map<string, number>
  /**
   * On how many shortest ways between two others a node stands; where there are several shortest ways between two, each
   * counts its part. Brandes' algorithm: one search from each node, so nodes × lines steps.
   */
  betweenness: Map<string, number>
}

/** Lines whose ends are not among the ids are left out. */
export function centralityOf(ids: readonly string[], lines: readonly (readonly [from: string, to: string])[]): Centrality {
  const index = new Map(ids.map((id, place) => [id, place]))
  const degree = new Float64Array(ids.length)
  const beside = ids.map(() => new Set<number>())
  for (const [from, to] of lines) {
    const [a, b] = [index.get(from), index.get(to)]
    if (a === undefined || b === undefined || a === b) continue
    degree[a] = (degree[a] ?? 0) + 1
    degree[b] = (degree[b] ?? 0) + 1
    beside[a]?.add(b)
    beside[b]?.add(a)
  }
  const between = brandes(beside.map((others) => Int32Array.from(others)))
  const named = (values: Float64Array) => new Map(ids.map((id, place) => [id, values[place] ?? 0]))
  return { degree: named(degree), betweenness: named(between) }
}

function brandes(neighbours: readonly Int32Array[]): Float64Array {
  const count = neighbours.length
  const between = new Float64Array(count)
  const distance = new Int32Array(count)
  /** Shortest ways from the start to each node. */
  const ways = new Float64Array(count)
  const share = new Float64Array(count)
  /** Nodes by their distance from the start. */
  const order = new Int32Array(count)
  for (let start = 0; start < count; start++) {
    distance.fill(-1)
    ways.fill(0)
    share.fill(0)
    distance[start] = 0
    ways[start] = 1
    order[0] = start
    let reached = 1
    for (let place = 0; place < reached; place++) {
      const node = order[place] as number
      for (const next of neighbours[node] as Int32Array) {
        if (distance[next] === -1) {
          distance[next] = (distance[node] as number) + 1
          order[reached++] = next
        }
        if (distance[next] === (distance[node] as number) + 1) ways[next] = (ways[next] as number) + (ways[node] as number)
      }
    }
    for (let place = reached - 1; place > 0; place--) {
      const node = order[place] as number
      for (const before of neighbours[node] as Int32Array) {
        if (distance[before] !== (distance[node] as number) - 1) continue
        share[before] = (share[before] as number) + ((ways[before] as number) / (ways[node] as number)) * (1 + (share[node] as number))
      }
      // Each pair is seen from both its ends.
      between[node] = (between[node] as number) + (share[node] as number) / 2
    }
  }
  return between
}
