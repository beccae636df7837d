/** From the API's nodes and edges to what Cytoscape draws. Pure; nothing here knows the screen. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { ElementDefinition } from 'cytoscape'
import type { Implied } from './bridge.ts'
import { changeSigns, type EdgeChange, type NodeChange } from './compare.ts'
import type { Places } from './places.ts'

export interface Picture {
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  /** Neighbours that are not shown, by node. */
  hidden: ReadonlyMap<string, number>
  places: Places
  /** The entity in the middle, drawn larger. */
  focus?: string | undefined
  /** Many nodes: names show on hover, when selected and when zoomed in. */
  lean?: boolean
  /** Of these the names show only on hover and focus, whatever the zoom. */
  quiet?: ReadonlySet<string> | undefined
  /** In a layout: whether an edge is one that it is read from; the others stay far in the background. */
  foreground?: ((edge: MapEdge) => boolean) | undefined
  /** Dotted lines over what is hidden, with their text. */
  implied?: readonly (Implied & { label: string })[]
  /** Text behind the number of hidden neighbours, e.g. "weitere". */
  moreLabel: (count: number) => string
  /** Text at the node that stands for a missing owner. */
  gapLabel: string
  /** Two days are compared: what changed stands out, the rest stays in the background. */
  changes?: { nodes: ReadonlyMap<string, NodeChange>; edges: ReadonlyMap<string, EdgeChange> } | undefined
}

const ownable: ReadonlySet<string> = new Set(ontology.relationTypes.ACCOUNTABLE_FOR.to)

/** True if somebody should be accountable for it and nobody is. */
export function lacksOwner(node: MapNode): boolean {
  return ownable.has(node.type) && node.owners !== undefined && node.owners.length === 0
}

/** Id of the node that stands for the missing owner of an entity. */
export const gapNodeId = (id: string) => `gap:${id}`

const MAX_LABEL = 46

function short(name: string): string {
  return name.length <= MAX_LABEL ? name : `${name.slice(0, MAX_LABEL - 1).trimEnd()}…`
}

/** All elements, gap nodes included. A gap node is drawn but never counted. */
export function elementsOf(picture: Picture): ElementDefinition[] {
  const shown = new Set(picture.nodes.map((node) => node.id))
  const elements: ElementDefinition[] = []
  for (const node of picture.nodes) {
    const count = picture.hidden.get(node.id) ?? 0
    const more = count > 0 ? `\n${picture.moreLabel(count)}` : ''
    const [first, second] = node.spheres
    const place = picture.places[node.id] ?? [0, 0]
    const change = picture.changes?.nodes.get(node.id)
    elements.push({
      group: 'nodes',
      data: {
        id: node.id,
        name: node.name,
        label: `${change ? `${changeSigns[change]} ` : ''}${short(node.name)}${more}`,
        shape: ontology.nodeTypes[node.type].shape,
        colour: ontology.nodeTypes[node.type].colour,
        sphere: first ?? 'none',
        ring: second ?? 'none',
        ...(node.depth ? { depth: node.depth } : {}),
      },
      classes: [
        ontology.nodeTypes[node.type].actor ? 'actor' : 'thing',
        node.id === picture.focus ? 'focus' : '',
        lacksOwner(node) && node.type === 'Initiative' ? 'ownerless' : '',
        node.vacant ? 'vacant' : '',
        count > 0 ? 'expandable' : '',
        picture.lean ? 'lean' : '',
        picture.quiet?.has(node.id) ? 'quiet' : '',
        picture.changes ? `is-${change ?? 'unchanged'}` : '',
      ].join(' '),
      position: { x: place[0], y: place[1] },
    })
    if (node.id === picture.focus && lacksOwner(node)) {
      const [gapX, gapY] = picture.places[gapNodeId(node.id)] ?? [place[0], place[1] - 150]
      elements.push(
        {
          group: 'nodes',
          data: { id: gapNodeId(node.id), label: picture.gapLabel, name: picture.gapLabel, shape: 'circle', colour: 'gap', sphere: 'none', ring: 'none' },
          classes: 'gap',
          position: { x: gapX, y: gapY },
        },
        { group: 'edges', data: { id: `${gapNodeId(node.id)}:edge`, source: gapNodeId(node.id), target: node.id, line: 'gap' }, classes: 'gap' },
      )
    }
  }
  for (const edge of picture.edges) {
    if (!shown.has(edge.from) || !shown.has(edge.to)) continue
    elements.push({
      group: 'edges',
      data: { id: edge.factId, source: edge.from, target: edge.to, relation: edge.type, line: ontology.relationTypes[edge.type].line },
      // What does not touch the entity asked about stays in the background.
      classes: [
        picture.foreground ? (picture.foreground(edge) ? '' : 'behind') : picture.focus && edge.from !== picture.focus && edge.to !== picture.focus ? 'aside' : '',
        picture.changes ? `is-${picture.changes.edges.get(edge.factId) ?? 'unchanged'}` : '',
      ].join(' '),
    })
  }
  for (const { id, from, to, directed, label } of picture.implied ?? []) {
    elements.push({ group: 'edges', data: { id, source: from, target: to, line: 'implied', over: label }, classes: directed ? 'implied directed' : 'implied' })
  }
  return elements
}
