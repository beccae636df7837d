/**
 * Who needs what, left to right: layers by the longest way from what nothing needs. Pure.
 * Our own and not dagre or elk: at 2,000 nodes those took 6.7 and 7.9 s, this some ten milliseconds (docs/adr/0007).
 */
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Arrangement, type Band, byText, cell, placeAside, rowsLikeAScreen, type ToArrange } from './bands.ts'
import type { Point } from './places.ts'

/** Between two layers, for the lines. */
const layerGap = 150
/** Enough for the order to settle; more changes hardly a crossing. */
const sweeps = 8

interface Arc {
  id: string
  from: string
  to: string
}

/** Places in layers: every need goes from left to right, but for those that go in a circle. What needs nothing and is not needed stands below. */
export function layered({ nodes, edges, implied, gap }: ToArrange): Arrangement {
  const shown = new Map(nodes.map((node) => [node.id, node]))
  const arcs: Arc[] = [
    ...edges.filter(({ type }) => ontology.relationTypes[type].needs).map(({ factId, from, to }) => ({ id: factId, from, to })),
    ...implied.filter(({ needs }) => needs),
  ].filter(({ from, to }) => from !== to && shown.has(from) && shown.has(to))
  const joined = [...new Set(arcs.flatMap(({ from, to }) => [from, to]))].sort(byText)
  const against = new Set(circular(joined, arcs))
  const forward = arcs.filter(({ id }) => !against.has(id))
  const layerOf = longestWays(joined, forward)
  const layers: string[][] = []
  for (const id of joined) {
    const layer = layerOf.get(id) ?? 0
    while (layers.length <= layer) layers.push([])
    layers[layer]?.push(id)
  }
  untangle(layers, forward)

  const withGap = layers.map((ids) => ids.flatMap((id) => (gap?.of === id ? [gap.id, id] : [id])))
  const sizeOf = (rows: number) => ({
    width: withGap.reduce((sum, ids) => sum + Math.ceil(ids.length / rows) * cell.width + layerGap, 0),
    height: rows * cell.height,
  })
  const rows = rowsLikeAScreen(Math.max(1, ...withGap.map(({ length }) => length)), sizeOf)
  const height = (rows + 0.4) * cell.height
  const places: Record<string, Point> = {}
  const columns: Band[] = []
  let x = 0
  withGap.forEach((ids, index) => {
    const across = Math.ceil(ids.length / rows)
    const down = Math.ceil(ids.length / across)
    ids.forEach((id, place) => {
      // Side by side they stand a little higher and lower, so that a line does not run through all of them.
      const shift = across === 1 ? 0 : place % across % 2 === 0 ? -0.2 : 0.2
      places[id] = [x + cell.width * (0.5 + (place % across)), cell.height * (Math.floor(place / across) - (down - 1) / 2 + shift)]
    })
    const of = layers[index] ?? []
    columns.push({ kind: 'layer', number: index + 1, x, y: -height / 2, width: across * cell.width, height, count: of.length })
    x += across * cell.width + layerGap
  })

  const alone = placeAside(nodes.filter(({ id }) => !layerOf.has(id)), gap, 0, height / 2, Math.max(0, x - layerGap))
  return {
    places: { ...places, ...alone.places },
    columns,
    rows: [],
    aside: alone.band,
    order: [...layers.flat(), ...alone.order],
    bandsOf: new Map([
      ...layers.flatMap((ids, index) => ids.map((id): [string, Band[]] => [id, columns.slice(index, index + 1)])),
      ...alone.order.map((id): [string, Band[]] => [id, alone.band ? [alone.band] : []]),
    ]),
    quiet: alone.quiet,
    against,
  }
}

function grouped(arcs: readonly Arc[], key: 'from' | 'to'): Map<string, Arc[]> {
  const groups = new Map<string, Arc[]>()
  for (const arc of arcs) {
    const group = groups.get(arc[key])
    if (group) group.push(arc)
    else groups.set(arc[key], [arc])
  }
  return groups
}

/** Arcs that lead back to where a walk came from: without them nothing goes in a circle. Walks begin where nothing leads to, in the order of the ids. */
function circular(ids: readonly string[], arcs: readonly Arc[]): string[] {
  const out = grouped(arcs, 'from')
  for (const group of out.values()) group.sort((a, b) => byText(a.to, b.to) || byText(a.id, b.id))
  const needed = new Set(arcs.map(({ to }) => to))
  const back: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  for (const start of [...ids.filter((id) => !needed.has(id)), ...ids]) {
    if (state.has(start)) continue
    // Not recursive: a chain may be longer than the stack of the browser is deep.
    const way = [{ id: start, next: 0 }]
    state.set(start, 'open')
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const arc = out.get(here.id)?.[here.next++]
      if (!arc) {
        state.set(here.id, 'done')
        way.pop()
      } else if (!state.has(arc.to)) {
        state.set(arc.to, 'open')
        way.push({ id: arc.to, next: 0 })
      } else if (state.get(arc.to) === 'open') back.push(arc.id)
    }
  }
  return back
}

/** Steps of the longest way that leads to each; `arcs` hold no circle. */
function longestWays(ids: readonly string[], arcs: readonly Arc[]): Map<string, number> {
  const out = grouped(arcs, 'from')
  const waiting = new Map(ids.map((id) => [id, 0]))
  for (const { to } of arcs) waiting.set(to, (waiting.get(to) ?? 0) + 1)
  const layers = new Map<string, number>()
  const ready = ids.filter((id) => waiting.get(id) === 0)
  for (const id of ready) layers.set(id, 0)
  for (const id of ready) {
    for (const { to } of out.get(id) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(id) ?? 0) + 1))
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return layers
}

/** Orders each layer by the middle of what its members are joined with on the left, then on the right, and again. */
function untangle(layers: string[][], arcs: readonly Arc[]): void {
  const [into, out] = [grouped(arcs, 'to'), grouped(arcs, 'from')]
  const at = new Map<string, number>()
  const note = (ids: readonly string[]) => ids.forEach((id, index) => void at.set(id, (index + 0.5) / ids.length))
  layers.forEach(note)
  const middle = (id: string, arcsOf: ReadonlyMap<string, readonly Arc[]>, end: 'from' | 'to') => {
    const joined = arcsOf.get(id) ?? []
    return joined.length === 0 ? (at.get(id) ?? 0) : joined.reduce((sum, arc) => sum + (at.get(arc[end]) ?? 0), 0) / joined.length
  }
  const settle = (index: number, arcsOf: ReadonlyMap<string, readonly Arc[]>, end: 'from' | 'to') => {
    const sorted = (layers[index] ?? []).map((id) => ({ id, middle: middle(id, arcsOf, end) })).sort((a, b) => a.middle - b.middle || byText(a.id, b.id))
    layers[index] = sorted.map(({ id }) => id)
    note(layers[index])
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    if (sweep % 2 === 0) for (let index = 1; index < layers.length; index++) settle(index, into, 'from')
    else for (let index = layers.length - 2; index >= 0; index--) settle(index, out, 'to')
  }
}
