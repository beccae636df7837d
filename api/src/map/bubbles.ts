/**
 * The map of more entities than a picture can hold: counted bubbles by sphere and type, that open page by page.
 * Who is in which bubble and who is tied to whom is read once for each state of the graph; names and relations only of
 * what is shown.
 */
import type { MapBubble, MapEdge, MapNode, MapTie, WholeMap } from '@kommunalgraph/contract/answers.ts'
import { type SphereCode, sphereArea } from '@kommunalgraph/contract/geography.ts'
import { type EntityType, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { mapNodes } from '../graph/map-nodes.ts'
import type { Graph } from '../graph/run.ts'
import { seqOf, untilChange } from '../graph/until-change.ts'
import type { Reading } from '../reading.ts'
import { turns } from '../turns.ts'
import { edgesAmong } from '../walks/neighbourhood.ts'
import { offMap } from './off-map.ts'
import { type Body, relax } from './relax.ts'

/** Entities of one opened bubble that stand on the map at a time. */
export const perPage = 100
/** Most bubbles open at a time. */
export const mostOpen = 10
/** Most relations among what is shown. */
const mostEdges = 10_000
/** A graph of 50,000 entities takes some 10 MB. */
const mostKept = 4
/** Reading it takes seconds where there are tens of thousands, once for each change of the graph. */
const patienceMs = 45_000

/** Without a sphere: a row below all areas. */
const below = { middle: 90, y: 900 } as const
/** Map units from the middle of one bubble to the next in a row. */
const step = 160
/** Half the room of a bubble with its name, and of an entity. */
const room = { bubble: 76, entity: 19 }
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

interface Bubble {
  key: string
  sphere: string | null
  type: EntityType
  /** Most ties first. */
  ids: string[]
  place: [number, number]
}

interface Bubbles {
  bubbles: Bubble[]
  /** Relations between two bubbles, and those inside one left out; keys in order. */
  ties: MapTie[]
  /** Other ends of all relations of an entity, one for each relation. */
  beside: ReadonlyMap<string, readonly string[]>
  bubbleOf: ReadonlyMap<string, string>
  total: number
}

const keptTotals = untilChange<number>(24)
const kept = untilChange<Bubbles>(mostKept)

/** Entities that belong on the map of this reading. */
export async function mapTotal(graph: Graph, reading: Reading): Promise<number> {
  const seq = await seqOf(graph)
  return keptTotals(graph, reading, seq, async () => {
    const [row] = await graph.read<{ total: number }>(
      'queries/map_total',
      { ...reading, offMap },
      { timeoutMs: patienceMs },
    )
    return row?.total ?? 0
  })
}

/** An opened bubble: its key, and the page from 1. */
export interface Opened {
  key: string
  page: number
}

/** The answer for a map in bubbles. What is to be opened but not there on this day is left out. */
export async function bubbleMap(graph: Graph, reading: Reading, opened: readonly Opened[]): Promise<WholeMap> {
  const seq = await seqOf(graph)
  const all = await kept(graph, reading, seq, () => readBubbles(graph, reading))
  const shown = all.bubbles.map((bubble) => ({ bubble, ...pageOf(bubble, opened) }))
  const { nodes, edges } = await details(
    graph,
    reading,
    shown.flatMap(({ ids }) => ids),
  )
  const drawn = new Set(nodes.map(({ id }) => id))
  const open = new Set(shown.filter(({ open }) => open).map(({ bubble }) => bubble.key))
  const places = await between(
    shown.flatMap(({ bubble, ids }) =>
      ids.filter((id) => drawn.has(id)).map((id, index) => ({ id, place: around(bubble.place, index) })),
    ),
    all.bubbles,
  )
  return {
    asOf: reading.asOf,
    nodes,
    edges,
    positions: Object.fromEntries(places),
    bubbles: shown.map(({ bubble: { ids, ...bubble }, open }): MapBubble => ({ ...bubble, count: ids.length, open })),
    ties: [...all.ties, ...nodes.flatMap(({ id }) => tiesOf(id, all, open))],
    total: all.total,
    truncated: false,
  }
}

/** Ids of the page that is open, and what is said of it. */
function pageOf({ key, ids }: Bubble, opened: readonly Opened[]): { ids: string[]; open: MapBubble['open'] } {
  const wanted = opened.find((one) => one.key === key)
  if (!wanted) return { ids: [], open: null }
  const pages = Math.ceil(ids.length / perPage)
  const page = Math.min(wanted.page, pages)
  const shown = ids.slice((page - 1) * perPage, page * perPage)
  return { ids: shown, open: { page, pages, shown: shown.length } }
}

/** What is shown: its names, and the relations among it. */
async function details(
  graph: Graph,
  reading: Reading,
  ids: readonly string[],
): Promise<{ nodes: MapNode[]; edges: MapEdge[] }> {
  const [nodes, edges] = await Promise.all([mapNodes(graph, reading, ids), edgesAmong(graph, reading, ids, mostEdges)])
  return { nodes, edges }
}

/** From one node to the closed bubbles in which it has neighbours; an open bubble says itself how much of it is not on its page. */
function tiesOf(id: string, { beside, bubbleOf }: Bubbles, open: ReadonlySet<string>): MapTie[] {
  const counts = new Map<string, number>()
  for (const other of beside.get(id) ?? []) {
    const key = bubbleOf.get(other)
    if (key !== undefined && !open.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([to, count]) => ({ from: id, to, count }))
}

async function readBubbles(graph: Graph, reading: Reading): Promise<Bubbles> {
  const parameters = { ...reading, offMap }
  const [groups, ends] = await Promise.all([
    graph.read<{ type: EntityType; sphere: string | null; ids: string[] }>('queries/map_bubbles', parameters, {
      timeoutMs: patienceMs,
    }),
    graph.read<{ id: string; others: string[] }>('queries/map_ties', parameters, { timeoutMs: patienceMs }),
  ])
  const turn = turns()
  const bubbleOf = new Map<string, string>()
  for (const { type, sphere, ids } of groups) for (const id of ids) bubbleOf.set(id, keyOf(sphere, type))
  await turn()
  const beside = new Map<string, string[]>()
  const add = (id: string, other: string) => {
    const known = beside.get(id)
    if (known) known.push(other)
    else beside.set(id, [other])
  }
  const between = new Map<string, MapTie>()
  for (const { id, others } of ends) {
    await turn()
    const from = bubbleOf.get(id)
    if (from === undefined) continue
    for (const other of others) {
      const to = bubbleOf.get(other)
      if (to === undefined || id === other) continue
      add(id, other)
      add(other, id)
      if (from === to) continue
      const [a, b] = from < to ? [from, to] : [to, from]
      const tie = between.get(`${a} ${b}`)
      if (tie) tie.count += 1
      else between.set(`${a} ${b}`, { from: a, to: b, count: 1 })
    }
  }
  const byTies = (a: string, b: string) =>
    (beside.get(b)?.length ?? 0) - (beside.get(a)?.length ?? 0) || (a < b ? -1 : 1)
  const bubbles = (await placed(groups)).map(({ type, sphere, ids, place }) => ({
    key: keyOf(sphere, type),
    sphere,
    type,
    ids: ids.toSorted(byTies),
    place,
  }))
  return {
    bubbles,
    ties: [...between.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1)),
    beside,
    bubbleOf,
    total: bubbleOf.size,
  }
}

const keyOf = (sphere: string | null, type: EntityType) => `${sphere ?? 'none'}.${type}`

/** In the area of their sphere, the actors in its middle and what they have around them; the largest first. */
async function placed<Group extends { type: EntityType; sphere: string | null; ids: readonly string[] }>(
  groups: readonly Group[],
): Promise<(Group & { place: [number, number] })[]> {
  const spheres = [...new Set(groups.map(({ sphere }) => sphere))].sort()
  const wanted = spheres.flatMap((sphere) => {
    const inside = groups
      .filter((group) => group.sphere === sphere)
      .sort(
        (a, b) =>
          Number(nodeType(b.type).actor) - Number(nodeType(a.type).actor) ||
          b.ids.length - a.ids.length ||
          (a.type < b.type ? -1 : 1),
      )
    return inside.map((group, index) => ({ ...group, place: spotIn(sphere, index, inside.length) }))
  })
  const bodies = wanted.map(
    ({ sphere, type, place: [x, y] }): Body => ({ id: keyOf(sphere, type), x, y, radius: room.bubble, mass: 2 }),
  )
  await relax(bodies)
  return wanted.map((group, index) => ({
    ...group,
    place: [Math.round(bodies[index]?.x ?? 0), Math.round(bodies[index]?.y ?? 0)],
  }))
}

/** The free place nearest to where each entity wants to stand, between the bubbles, which stay. */
async function between(
  wanted: readonly { id: string; place: readonly [number, number] }[],
  bubbles: readonly Bubble[],
): Promise<[id: string, place: [number, number]][]> {
  const entities = wanted.map(({ id, place: [x, y] }): Body => ({ id, x, y, radius: room.entity, mass: 1 }))
  await relax([
    ...bubbles.map(({ key, place: [x, y] }): Body => ({ id: key, x, y, radius: room.bubble, mass: 2 })),
    ...entities,
  ])
  return entities.map(({ id, x, y }) => [id, [Math.round(x), Math.round(y)]])
}

/** The place of one of `count` bubbles: in a row in the band of Land and Bund and below everything, on the belt of the region, else in a spiral. */
function spotIn(sphere: string | null, index: number, count: number): [number, number] {
  const fromMiddle = index - (count - 1) / 2
  if (sphere === null) return [Math.round(below.middle + fromMiddle * step), below.y]
  const { centre, radius } = sphereArea(sphere as SphereCode)
  if (sphere === 'upper_tier')
    return [Math.round(centre[0] + fromMiddle * Math.min(step, (1.9 * radius[0]) / count)), centre[1]]
  if (sphere === 'region') {
    // On the left of the belt, where no other area lies on it.
    const angle = Math.PI + fromMiddle * Math.min(0.2, 1.7 / count)
    return [
      Math.round(centre[0] + Math.cos(angle) * radius[0] * 0.92),
      Math.round(centre[1] + Math.sin(angle) * radius[1] * 0.92),
    ]
  }
  const out = Math.sqrt(index / Math.max(count, 4)) * 0.86
  const angle = index * goldenAngle
  return [
    Math.round(centre[0] + Math.cos(angle) * radius[0] * out),
    Math.round(centre[1] + Math.sin(angle) * radius[1] * out),
  ]
}

/** Where the entities of an opened bubble want to stand: around it, the first ones nearest. */
function around([x, y]: readonly [number, number], index: number): [number, number] {
  const out = room.bubble + 30 * Math.sqrt(index)
  const angle = index * goldenAngle
  return [x + Math.cos(angle) * out, y + Math.sin(angle) * out]
}
