/** How shapes, spheres and relations look. Colours come from the page's custom properties, so both themes work. */
import type { Shape } from '@kommunalgraph/contract/ontology/define.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { StylesheetJson } from 'cytoscape'
import { bubbleStyles } from './bubbles.ts'
import { markStyles } from './marks.ts'

const shapes: Record<Shape, Record<string, string | number>> = {
  circle: { shape: 'ellipse', width: 34, height: 34 },
  ring: { shape: 'ellipse', width: 26, height: 26 },
  roundRect: { shape: 'round-rectangle', width: 52, height: 30 },
  hexagon: { shape: 'hexagon', width: 42, height: 34 },
  chevron: { shape: 'polygon', 'shape-polygon-points': '-1 -0.8 0.4 -0.8 1 0 0.4 0.8 -1 0.8 -0.5 0', width: 44, height: 30 },
  rect: { shape: 'rectangle', width: 40, height: 28 },
  cloudRect: { shape: 'bottom-round-rectangle', width: 44, height: 30 },
  barrel: { shape: 'barrel', width: 34, height: 34 },
  diamond: { shape: 'diamond', width: 36, height: 36 },
  octagon: { shape: 'octagon', width: 32, height: 32 },
  pentagon: { shape: 'pentagon', width: 34, height: 34 },
  tag: { shape: 'tag', width: 36, height: 26 },
  triangle: { shape: 'triangle', width: 34, height: 32 },
  vee: { shape: 'vee', width: 34, height: 32 },
}

const sphereCodes = codes('sphere')

/** Value of a custom property of the page. */
export function themeColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Colour of a sphere by its code. */
export function sphereColour(code: string): string {
  return themeColour(`--sphere-${code.replaceAll('_', '-')}`) || themeColour('--text-muted')
}

/** The whole look; read again when the theme changes. */
export function stylesheet(): StylesheetJson {
  const text = themeColour('--text')
  const muted = themeColour('--text-muted')
  const line = themeColour('--map-line')
  const ground = themeColour('--ground')
  const gap = themeColour('--gap')
  const accent = themeColour('--accent')
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        color: text,
        'font-family': 'Fira Sans, system-ui, sans-serif',
        'font-size': 15,
        'text-wrap': 'wrap',
        'text-max-width': '150px',
        'text-valign': 'bottom',
        'text-margin-y': 5,
        'text-background-color': ground,
        'text-background-opacity': 0.82,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 7,
        'background-color': ground,
        'border-width': 2,
        'border-color': text,
      },
    },
    ...Object.entries(shapes).map(([shape, style]) => ({ selector: `node[shape = "${shape}"]`, style })),
    ...sphereCodes.flatMap((code) => [
      { selector: `node.actor[sphere = "${code}"]`, style: { 'background-color': sphereColour(code), 'border-color': sphereColour(code) } },
      { selector: `node.actor[ring = "${code}"]`, style: { 'border-color': sphereColour(code), 'border-width': 6 } },
    ]),
    { selector: 'node[shape = "ring"]', style: { 'border-width': 3, 'border-color': text, 'border-style': 'double' } },
    // Depth of change: filled = transforms, dashed = imitates, light fill = optimises, dotted = not rated.
    { selector: 'node[depth = "transformative"]', style: { 'background-color': text } },
    { selector: 'node[depth = "imitative"]', style: { 'border-style': 'dashed' } },
    { selector: 'node[depth = "optimising"]', style: { 'background-color': themeColour('--line') } },
    { selector: 'node[depth = "unrated"]', style: { 'border-style': 'dotted' } },
    { selector: 'node[colour = "system"], node[colour = "data"]', style: { 'background-color': themeColour('--ground-soft'), 'border-color': muted } },
    { selector: 'node[colour = "decision"]', style: { 'background-color': sphereColour('politics'), 'border-color': sphereColour('politics') } },
    { selector: 'node.vacant', style: { 'background-color': ground, 'border-color': gap, 'border-style': 'dashed' } },
    { selector: 'node.ownerless', style: { 'border-color': gap, 'border-width': 4 } },
    { selector: 'node.gap', style: { label: 'data(label)', 'background-color': ground, 'border-color': gap, 'border-width': 3, 'border-style': 'dashed', color: gap, 'text-valign': 'top', 'text-margin-y': -4 } },
    { selector: 'node.focus', style: { width: 64, height: 46, 'font-size': 18, 'font-weight': 600, 'text-max-width': '200px', 'z-index': 5 } },
    { selector: 'node.actor.focus', style: { width: 52, height: 52 } },
    { selector: 'node.lean', style: { 'min-zoomed-font-size': 12 } },
    { selector: 'node.lean.named, node.lean:selected', style: { 'min-zoomed-font-size': 0, 'font-size': 24, 'text-max-width': '260px', 'z-index': 9 } },
    { selector: 'node.quiet', style: { 'min-zoomed-font-size': 1_000 } },
    { selector: 'node.quiet.named, node.quiet:selected', style: { 'min-zoomed-font-size': 0, 'font-size': 20, 'text-max-width': '260px', 'z-index': 9 } },
    { selector: 'node.walked', style: { 'outline-color': accent, 'outline-width': 4, 'outline-offset': 5, 'z-index': 10 } },
    { selector: 'node:selected', style: { 'overlay-color': accent, 'overlay-opacity': 0.18, 'overlay-padding': 7 } },
    { selector: 'edge', style: { width: 1.2, 'line-color': line, 'curve-style': 'bezier', 'target-arrow-color': line, 'arrow-scale': 1 } },
    { selector: 'edge[line = "accountable"]', style: { width: 4, 'line-color': text, 'target-arrow-color': text, 'target-arrow-shape': 'diamond', 'arrow-scale': 1.3 } },
    { selector: 'edge[line = "responsible"]', style: { width: 2.4, 'line-color': muted } },
    { selector: 'edge[line = "contribution"]', style: { width: 1.6 } },
    { selector: 'edge[line = "funding"]', style: { 'line-style': 'dotted', width: 2.2, 'line-color': muted, label: '€', color: text, 'font-size': 13, 'min-zoomed-font-size': 9, 'text-background-color': ground, 'text-background-opacity': 1, 'text-background-padding': '2px' } },
    { selector: 'edge[line = "needs"]', style: { width: 1.4, 'line-color': muted, 'target-arrow-color': muted, 'target-arrow-shape': 'triangle' } },
    { selector: 'edge[line = "ownership"]', style: { width: 2, 'line-color': sphereColour('municipal_group'), 'target-arrow-color': sphereColour('municipal_group'), 'target-arrow-shape': 'vee' } },
    { selector: 'edge[line = "decision"]', style: { 'line-color': sphereColour('politics'), 'target-arrow-color': sphereColour('politics'), 'target-arrow-shape': 'tee', width: 1.6 } },
    { selector: 'edge[line = "change"]', style: { 'target-arrow-shape': 'chevron', 'line-style': 'dashed', 'line-color': muted, 'target-arrow-color': muted } },
    // Two days compared: the sign before the name says what happened; this only makes it easy to find.
    { selector: 'node.is-unchanged', style: { opacity: 0.28 } },
    { selector: 'node.is-new', style: { 'border-width': 6, 'border-color': accent, 'min-zoomed-font-size': 6 } },
    { selector: 'node.is-ended', style: { 'background-opacity': 0.15, 'border-style': 'dashed', 'border-color': gap, 'border-width': 3, 'min-zoomed-font-size': 6 } },
    { selector: 'node.is-handed-over', style: { 'border-width': 6, 'border-style': 'double', 'border-color': accent, 'min-zoomed-font-size': 6 } },
    { selector: 'edge.is-unchanged', style: { opacity: 0.1 } },
    { selector: 'edge.is-new', style: { 'line-color': accent, 'target-arrow-color': accent, width: 3 } },
    { selector: 'edge.is-ended', style: { 'line-color': gap, 'target-arrow-color': gap, 'line-style': 'dashed', width: 2 } },
    { selector: 'edge.behind', style: { opacity: 0.16, 'z-index': -1 } },
    { selector: 'edge.aside', style: { opacity: 0.35 } },
    { selector: 'edge.gap', style: { 'line-style': 'dashed', 'line-color': gap, width: 2.4 } },
    { selector: 'edge.implied', style: { 'line-style': 'dotted', width: 2, opacity: 0.75, 'line-color': muted, 'target-arrow-color': muted, label: 'data(over)', color: text, 'font-family': 'Fira Sans, system-ui, sans-serif', 'font-size': 12, 'min-zoomed-font-size': 9, 'text-rotation': 'autorotate', 'text-background-color': ground, 'text-background-opacity': 0.9, 'text-background-padding': '2px' } },
    { selector: 'edge.implied.directed', style: { 'target-arrow-shape': 'vee' } },
    ...bubbleStyles({ text, muted, ground, accent, sphere: sphereColour }, sphereCodes),
    ...markStyles({ accent, text, ground }, shapes),
    { selector: 'edge:selected', style: { opacity: 1, 'line-color': accent, 'target-arrow-color': accent, width: 4 } },
  ]
}
