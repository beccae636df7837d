/** Lines that stand for ways over what is hidden: A … hidden … B becomes a dotted A .. B that names what it goes over. Pure. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { byText } from './bands.ts'

export interface Implied {
  id: string
  from: string
  to: string
  /** The hidden nodes, by name. */
  over: readonly MapNode[]
  /** The way leads from `from` to `to` and not also back. */
  directed: boolean
  /** `from` needs `to` through what is hidden. */
  needs: boolean
  /** Sources of all relations on its way. */
  sourceIds: string[]
}

export interface Bridges {
  implied: readonly Implied[]
  /** Hidden nodes that give no line because there would be too many, by name. */
  crowded: readonly MapNode[]
}

/** A hidden node with more neighbours joins everything with everything and would say nothing. */
export const mostNeighbours = 30
/** More lines than this nobody reads; nodes with few neighbours come first. */
export const mostImplied = 2_000
/** Most hidden nodes in one way along needs. */
const longestWay = 3

interface Found {
  over: Set<string>
  forward: boolean
  backward: boolean
  needsForward: boolean
  needsBackward: boolean
  steps: number
}

/**
 * All pairs of shown nodes that are joined over one hidden node, whichever way its relations point; and, where there is no such
 * node, over two or three of them along needs. Of several ways only the shortest count.
 */
export function bridges(shown: ReadonlySet<string>, hidden: readonly MapNode[], edges: readonly MapEdge[]): Bridges {
  const byId = new Map(hidden.map((node) => [node.id, node]))
  const beside = new Map<string, Map<string, Tie>>()
  const tie = (hub: string, other: string) => {
    const ties = beside.get(hub) ?? new Map<string, Tie>()
    beside.set(hub, ties)
    const known = ties.get(other) ?? { out: false, in: false, needs: false, needed: false, sourceIds: [] }
    ties.set(other, known)
    return known
  }
  for (const { type, from, to, sourceIds } of edges) {
    if (from === to || !(byId.has(from) || byId.has(to))) continue
    if (!(shown.has(from) || byId.has(from)) || !(shown.has(to) || byId.has(to))) continue
    const needs = ontology.relationTypes[type].needs === true
    const [there, back] = [tie(from, to), tie(to, from)]
    there.out = true
    there.needs ||= needs
    back.in = true
    back.needed ||= needs
    there.sourceIds.push(...sourceIds)
    back.sourceIds.push(...sourceIds)
  }

  const few: string[] = []
  const crowded: string[] = []
  const size = (id: string) => beside.get(id)?.size ?? 0
  for (const id of [...byId.keys()].sort((a, b) => size(a) - size(b) || byText(a, b))) (size(id) > mostNeighbours ? crowded : few).push(id)

  const found = new Map<string, Found>()
  const passable = new Set<string>()
  for (const hub of few) {
    const ends = [...(beside.get(hub) ?? [])].filter(([id]) => shown.has(id)).sort(([a], [b]) => byText(a, b))
    const fresh = ends.flatMap(([a], index) => ends.slice(index + 1).filter(([b]) => !found.has(pairOf(a, b)))).length
    if (found.size + fresh > mostImplied) {
      crowded.push(hub)
      continue
    }
    passable.add(hub)
    ends.forEach(([a, first], index) => {
      for (const [b, second] of ends.slice(index + 1)) {
        add(found, a, b, 1, [hub], { forward: first.in && second.out, backward: second.in && first.out, needsForward: first.needed && second.needs, needsBackward: second.needed && first.needs })
      }
    })
  }
  for (const start of [...shown].sort(byText)) {
    for (const { end, over, steps } of needsOver(start, beside, passable, shown)) {
      const forward = start < end
      const known = found.get(pairOf(start, end))
      if (known === undefined && found.size >= mostImplied) continue
      if (known && known.steps < steps) continue
      add(found, start, end, steps, over, { forward, backward: !forward, needsForward: forward, needsBackward: !forward })
    }
  }

  const sourcesOn = (way: readonly string[]) => [...new Set(way.flatMap((one) => way.flatMap((other) => (byId.has(one) ? (beside.get(one)?.get(other)?.sourceIds ?? []) : []))))].sort(byText)
  const nodesOf = (ids: Iterable<string>) => [...ids].flatMap((id) => byId.get(id) ?? []).sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id))
  return {
    implied: [...found].sort(([a], [b]) => byText(a, b)).map(([pair, { over, forward, backward, needsForward, needsBackward }]) => {
      const [a = '', b = ''] = pair.split(' ')
      const directed = forward !== backward
      const turned = directed && backward
      return { id: `implied:${pair}`, from: turned ? b : a, to: turned ? a : b, over: nodesOf(over), directed, needs: directed && (turned ? needsBackward : needsForward), sourceIds: sourcesOn([a, b, ...over]) }
    }),
    crowded: nodesOf(crowded),
  }
}

/** How a node is joined with its neighbour: `out` and `needs` lead to the neighbour, `in` and `needed` come from it. */
interface Tie {
  out: boolean
  in: boolean
  needs: boolean
  needed: boolean
  sourceIds: string[]
}

const pairOf = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Notes a way between two; a shorter one replaces what was known, one as long joins it. */
function add(found: Map<string, Found>, a: string, b: string, steps: number, over: readonly string[], way: Omit<Found, 'over' | 'steps'>): void {
  const pair = pairOf(a, b)
  const known = found.get(pair)
  if (!known || known.steps > steps) found.set(pair, { ...way, over: new Set(over), steps })
  else {
    for (const id of over) known.over.add(id)
    known.forward ||= way.forward
    known.backward ||= way.backward
    known.needsForward ||= way.needsForward
    known.needsBackward ||= way.needsBackward
  }
}

/** Shown nodes that `start` needs over two or three hidden ones, with what all the shortest ways go over. */
function* needsOver(start: string, beside: ReadonlyMap<string, ReadonlyMap<string, Tie>>, passable: ReadonlySet<string>, shown: ReadonlySet<string>): Generator<{ end: string; over: string[]; steps: number }> {
  const needed = (id: string) => [...(beside.get(id) ?? [])].flatMap(([other, { needs }]) => (needs ? [other] : []))
  // For each hidden node all nodes on the shortest ways to it, itself included.
  const ways = new Map<string, Set<string>>()
  const reached = new Set<string>([start])
  let front = needed(start).filter((id) => passable.has(id))
  for (const id of front) ways.set(id, new Set([id]))
  for (let steps = 1; steps <= longestWay && front.length > 0; steps++) {
    const ends = new Map<string, Set<string>>()
    const next = new Map<string, Set<string>>()
    for (const here of front) {
      for (const id of needed(here)) {
        const into = shown.has(id) ? (reached.has(id) ? undefined : ends) : passable.has(id) && !ways.has(id) ? next : undefined
        if (!into) continue
        const over = into.get(id) ?? new Set()
        into.set(id, over)
        for (const one of ways.get(here) ?? []) over.add(one)
      }
    }
    for (const [end, over] of ends) {
      reached.add(end)
      if (steps > 1) yield { end, over: [...over], steps }
    }
    for (const [id, over] of next) ways.set(id, over.add(id))
    front = [...next.keys()]
  }
}
