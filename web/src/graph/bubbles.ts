/** Counted bubbles on the map: one for each type in each sphere. Pure but for the styles, which read nothing themselves. */
import type { MapBubble, MapTie } from '@kommunalgraph/contract/answers.ts'
import type { ElementDefinition, StylesheetJson } from 'cytoscape'
import type { Places } from './places.ts'

/** Width of the smallest and the largest bubble, in map units. */
const widths = { least: 44, most: 124 }
/** Lines drawn between bubbles at first; a chosen bubble shows all of its own. */
export const mostTies = 40

/** Width of each bubble by its key; the area grows with the count. */
export function bubbleWidths(bubbles: readonly MapBubble[]): Map<string, number> {
  const most = Math.max(...bubbles.map(({ count }) => count), 1)
  return new Map(bubbles.map(({ key, count }) => [key, Math.round(widths.least + (widths.most - widths.least) * Math.sqrt(count / most))]))
}

/** Ties to draw: the strongest between bubbles, all of the chosen one, and those of single entries only if one of their ends is chosen. */
export function drawnTies(ties: readonly MapTie[], bubbles: readonly MapBubble[], chosen: string | undefined): MapTie[] {
  const keys = new Set(bubbles.map(({ key }) => key))
  const between = ties.filter(({ from, to }) => keys.has(from) && keys.has(to))
  const strongest = new Set(between.slice(0, mostTies))
  return ties.filter((tie) => keys.has(tie.to) && (strongest.has(tie) || tie.from === chosen || tie.to === chosen))
}

/** How wide a line for so many relations is, in map units. */
export const tieWidth = (count: number) => Math.round((0.8 + Math.log10(count) * 1.6) * 10) / 10

interface Picture {
  bubbles: readonly MapBubble[]
  ties: readonly MapTie[]
  places: Places
  /** What stands below a bubble, e.g. "1.674 Organisationseinheiten". */
  label: (bubble: MapBubble) => string
  /** What stands on a chosen line, e.g. "4.646". */
  counted: (count: number) => string
  chosen: string | undefined
}

export function bubbleElements({ bubbles, ties, places, label, counted, chosen }: Picture): ElementDefinition[] {
  const width = bubbleWidths(bubbles)
  return [
    ...bubbles.map((bubble): ElementDefinition => {
      const [x, y] = places[bubble.key] ?? bubble.place
      return {
        group: 'nodes',
        data: { id: bubble.key, name: label(bubble), label: label(bubble), width: width.get(bubble.key) ?? widths.least, sphere: bubble.sphere ?? 'none' },
        classes: `bubble ${bubble.open ? 'opened' : ''}`,
        position: { x, y },
      }
    }),
    ...ties.map(({ from, to, count }): ElementDefinition => ({
      group: 'edges',
      data: { id: `${from} ${to}`, source: from, target: to, width: tieWidth(count), label: from === chosen || to === chosen ? counted(count) : '' },
      classes: `tie ${from === chosen || to === chosen ? 'chosen' : ''}`,
    })),
  ]
}

interface Colours {
  text: string
  muted: string
  ground: string
  accent: string
  sphere: (code: string) => string
}

/** A double border tells a bubble from an entry, a hollow one that it is open. */
export function bubbleStyles({ text, muted, ground, accent, sphere }: Colours, spheres: readonly string[]): StylesheetJson {
  return [
    {
      selector: 'node.bubble',
      style: { shape: 'ellipse', width: 'data(width)', height: 'data(width)', 'background-color': muted, 'background-opacity': 0.85, 'border-width': 6, 'border-style': 'double', 'border-color': ground, 'font-size': 23, 'min-zoomed-font-size': 5, 'text-max-width': '160px', color: text },
    },
    ...spheres.map((code) => ({ selector: `node.bubble[sphere = "${code}"]`, style: { 'background-color': sphere(code) } })),
    { selector: 'node.bubble.opened', style: { 'background-opacity': 0.12, 'border-style': 'dashed', 'border-width': 3, 'border-color': text } },
    { selector: 'edge.tie', style: { width: 'data(width)', 'curve-style': 'straight', 'line-color': muted, opacity: 0.3, label: 'data(label)', 'font-size': 16, color: text, 'text-background-color': ground, 'text-background-opacity': 0.9, 'text-background-padding': '2px' } },
    { selector: 'edge.tie.chosen', style: { 'line-color': accent, opacity: 0.85, 'z-index': 6 } },
  ]
}
