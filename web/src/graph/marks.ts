/** What the reader marks on the canvas: hits of a search, a selection, sizes by a figure. Set anew after each change of the elements. */
import type { Core, NodeSingular, StylesheetJson } from 'cytoscape'

export interface Marks {
  /** Found; everything else steps back. Undefined: nothing is searched. */
  hits: ReadonlySet<string> | undefined
  picked: ReadonlySet<string>
  /** Dragging selects instead of moving the map. */
  picking: boolean
  /** How large each node is drawn, as a factor of its usual size. */
  sizes: ReadonlyMap<string, number> | undefined
  /** The hit that the reader went to; `turn` tells two visits of the same apart. */
  goTo: { id: string; turn: number } | undefined
  /** Adds these to the selection; `toggle`: takes out what is in it. */
  onPick: (ids: readonly string[], toggle: boolean) => void
}

/** More hits than this would write their names over each other; then only hover, focus and zoom name them. */
const mostCalled = 25

export function applyMarks(cy: Core, { hits, picked, sizes }: Marks): void {
  cy.batch(() => {
    cy.nodes().forEach((node) => {
      const id = node.id()
      node.toggleClass('hit', hits?.has(id) === true)
      node.toggleClass('called', hits?.has(id) === true && hits.size <= mostCalled)
      node.toggleClass('missed', hits !== undefined && !hits.has(id))
      node.toggleClass('picked', picked.has(id))
      const size = sizes?.get(id)
      if (size !== undefined) node.data('size', size)
      else if (node.data('size') !== undefined) node.removeData('size')
    })
    cy.edges().forEach((edge) => void edge.toggleClass('missed', hits !== undefined && !(hits.has(edge.source().id()) && hits.has(edge.target().id()))))
  })
}

/** Nodes that lie in a rectangle of the canvas, in its own pixels; of a point, the one under it. */
export function nodesIn(cy: Core, [x1, y1, x2, y2]: readonly [number, number, number, number]): string[] {
  const point = x1 === x2 && y1 === y2
  const found = cy.nodes(':visible').filter((node) => {
    const { x, y } = node.renderedPosition()
    if (!point) return x >= x1 && x <= x2 && y >= y1 && y <= y2
    const box = node.renderedBoundingBox({ includeLabels: false })
    return x1 >= box.x1 && x1 <= box.x2 && y1 >= box.y1 && y1 <= box.y2
  })
  const ids = found.map((node) => node.id()).filter((id) => !id.startsWith('gap:'))
  return point ? ids.slice(-1) : ids
}

/** Goes to a node: near enough to read its name, and so that it stands in the middle. */
export function goToNode(cy: Core, node: NodeSingular): void {
  cy.nodes('.walked').removeClass('walked named')
  node.addClass('walked named')
  if (cy.zoom() < 0.6) cy.zoom(0.6)
  cy.center(node)
}

/** Never by colour alone: hits have a ring and, if they are few, their name; the selection a double border and a tick. */
export function markStyles({ accent, text, ground }: { accent: string; text: string; ground: string }, sizes: Record<string, Record<string, string | number>>): StylesheetJson {
  return [
    ...Object.entries(sizes).map(([shape, { width = 34, height = 34 }]) => ({
      selector: `node[size][shape = "${shape}"]`,
      style: { width: (node: NodeSingular) => Number(width) * Number(node.data('size')), height: (node: NodeSingular) => Number(height) * Number(node.data('size')) },
    })),
    { selector: 'node.missed', style: { opacity: 0.22, 'min-zoomed-font-size': 40 } },
    { selector: 'edge.missed', style: { opacity: 0.08 } },
    { selector: 'node.hit', style: { 'z-index': 8, 'underlay-color': accent, 'underlay-opacity': 0.3, 'underlay-padding': 9, 'underlay-shape': 'ellipse' } },
    { selector: 'node.called', style: { 'min-zoomed-font-size': 0 } },
    { selector: 'node.lean.called', style: { 'font-size': 20 } },
    {
      selector: 'node.picked',
      style: { label: (node: NodeSingular) => `✓ ${String(node.data('label'))}`, 'border-width': 5, 'border-style': 'double', 'border-color': text, 'outline-color': accent, 'outline-width': 3, 'outline-offset': 3, 'outline-style': 'dashed', 'z-index': 8, 'text-background-color': ground },
    },
  ]
}
