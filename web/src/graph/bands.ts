/** What every layout with headings has in common: its parts, the room that nodes take, and what stands aside. Pure. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Implied } from './bridge.ts'
import type { Places, Point } from './places.ts'

/** Steps of a decision chain, from top to bottom. */
export const chainSteps = ['decision', 'thing', 'accountable', 'money', 'outcome'] as const
export type ChainStep = (typeof chainSteps)[number]

/** A part of the picture that has a heading; in map units. */
export type Band = { x: number; y: number; width: number; height: number; count: number } & (
  | { kind: 'layer'; number: number }
  | { kind: 'year'; year: string }
  | { kind: 'undated' }
  | { kind: 'step'; step: ChainStep }
  /** What has no place in this order. */
  | { kind: 'aside' }
)

export interface Arrangement {
  places: Places
  /** Left to right. */
  columns: readonly Band[]
  /** Top to bottom. */
  rows: readonly Band[]
  aside: Band | undefined
  /** All ids as a reader would read them: column by column or row by row. */
  order: readonly string[]
  bandsOf: ReadonlyMap<string, readonly Band[]>
  /** Standing so close that they are named only on hover and focus. */
  quiet: ReadonlySet<string>
  /** Facts that run against the order, because needs go in a circle. */
  against: ReadonlySet<string>
}

/** What is arranged: the shown nodes, what joins them, and who in the middle has nobody accountable. */
export interface ToArrange {
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  implied: readonly Implied[]
  /** Id of the node that stands for a missing owner, and whose owner is missing. */
  gap?: { id: string; of: string } | undefined
}

/** Room of a node with its name, and of one that is named only on hover. */
export const cell = { width: 176, height: 96 }
const quietCell = { width: 62, height: 62 }
/** More than so many aside are not named: they would be larger than the picture itself. */
const mostNamedAside = 40
/** Between the picture and what stands aside. */
const asideGap = 150
/** Width to height of a screen. */
const screenAspect = 1.7

/** Compares by code units: the same in every language and browser. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Of `1 … most` rows the number that comes nearest to the shape of a screen. */
export function rowsLikeAScreen(most: number, sizeOf: (rows: number) => { width: number; height: number }): number {
  let best = { rows: 1, off: Number.POSITIVE_INFINITY }
  for (let rows = 1; rows <= most; rows++) {
    const { width, height } = sizeOf(rows)
    const off = Math.abs(Math.log(width / height / screenAspect))
    if (off < best.off) best = { rows, off }
  }
  return best.rows
}

/** What has no place in the order, in a block of its own below the picture: by type, then by name. */
export function placeAside(nodes: readonly MapNode[], gap: ToArrange['gap'], left: number, top: number, width: number) {
  const places: Record<string, Point> = {}
  const types = Object.keys(ontology.nodeTypes)
  const sorted = [...nodes].sort((a, b) => types.indexOf(a.type) - types.indexOf(b.type) || byText(a.name, b.name) || byText(a.id, b.id))
  const order = sorted.map(({ id }) => id)
  const ids = order.flatMap((id) => (gap?.of === id ? [gap.id, id] : [id]))
  const quiet = ids.length > mostNamedAside
  const { width: w, height: h } = quiet ? quietCell : cell
  const across = Math.max(1, Math.min(ids.length, Math.floor(Math.max(width, 6 * cell.width) / w)))
  const y = top + asideGap
  ids.forEach((id, index) => {
    places[id] = [left + w * (0.5 + (index % across)), y + h * (0.5 + Math.floor(index / across))]
  })
  const band: Band | undefined = ids.length === 0 ? undefined : { kind: 'aside', x: left, y, width: across * w, height: Math.ceil(ids.length / across) * h, count: order.length }
  return { places, order, band, quiet: new Set(quiet ? order : []) }
}
