/** A map as a drawing of its own: an SVG file with title, legend and Stand, to be put into a paper or printed. Pure. */
import type { MapEdge, MapNode, MapTie } from '@kommunalgraph/contract/answers.ts'
import { type SphereArea, sphereAreas } from '@kommunalgraph/contract/geography.ts'
import type { Shape } from '@kommunalgraph/contract/ontology/define.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Band } from './bands.ts'
import type { Implied } from './bridge.ts'
import { tieWidth } from './bubbles.ts'
import { changeSigns, type NodeChange } from './compare.ts'
import { gapNodeId, lacksOwner } from './elements.ts'
import type { Places } from './places.ts'
import { outlines } from './shapes.ts'

/** Colours as the page has them: values, not names. */
export interface Colours {
  ground: string
  soft: string
  text: string
  muted: string
  /** Lines between things. */
  line: string
  /** Light filling of what optimises. */
  light: string
  gap: string
  sphere: (code: string) => string
}

/** What stands on the drawing in words of the reader's language. */
export interface Words {
  sphere: (code: string) => string
  type: (type: string) => string
  relation: (relation: string) => string
  depth: (code: string) => string
  legend: string
  ownerless: string
  nobody: string
  implied: string
  /** Said if names were left out because they would lie on each other. */
  someNames: (count: number) => string
}

/** A counted bubble; its place is that of its id. */
export interface DrawnBubble {
  id: string
  /** Lines below it. */
  label: string
  sphere: string | null
  width: number
  open: boolean
}

export interface Drawn {
  title: string
  /** Under the title: how much is shown, the Stand, the address. */
  lines: readonly string[]
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  bubbles?: readonly DrawnBubble[]
  ties?: readonly MapTie[]
  places: Places
  /** Factors by which nodes are larger or smaller. */
  sizes?: ReadonlyMap<string, number> | undefined
  focus?: string | undefined
  /** Two days are compared: what happened to a node. */
  changes?: ReadonlyMap<string, NodeChange> | undefined
  /** What it rests on, under the legend: a heading, titles with their dates, and how many more there are. */
  sources?: { heading: string; titles: readonly string[]; more?: string | undefined } | undefined
  /** With the areas of the spheres below: the whole map. */
  geography?: boolean
  /** Headed parts of the layout below the nodes. */
  bands?: readonly HeadedBand[] | undefined
  /** Nodes that stand so close that a name is left out where it would lie on another. */
  quiet?: ReadonlySet<string> | undefined
  /** Dotted lines over what is hidden. */
  implied?: readonly (Implied & { label: string })[]
  colours: Colours
  words: Words
}

/** A part of the layout with what stands above or beside it. */
export interface HeadedBand {
  band: Band
  name: string
  detail?: string | undefined
}

/** Width and height of each shape, as the map draws them. */
const sizes: Record<Shape, readonly [number, number]> = {
  circle: [48, 48], ring: [37, 37], roundRect: [65, 60], hexagon: [52, 52], chevron: [56, 60], rect: [57, 50], cloudRect: [58, 58],
  barrel: [56, 44], diamond: [45, 45], octagon: [43, 43], pentagon: [43, 43], tag: [48, 52], triangle: [43, 46], vee: [43, 50],
}
const margin = 60
const labelSize = { usual: 15, small: 12 }
const charactersPerLine = 22
const mostLines = 3

interface Spot {
  node: MapNode
  x: number
  y: number
  width: number
  height: number
  small: boolean
}

/** The SVG document as text. */
export function drawing(drawn: Drawn): string {
  const { title, lines, nodes, edges, places, focus, geography, colours, words, changes, bands = [], quiet, implied = [], sizes: factors, bubbles = [], ties = [] } = drawn
  const spots = new Map(nodes.map((node): [string, Spot] => {
    const [width, height] = sizes[ontology.nodeTypes[node.type].shape]
    const larger = (node.id === focus ? 1.3 : 1) * (factors?.get(node.id) ?? 1)
    const [x, y] = places[node.id] ?? [0, 0]
    const change = changes?.get(node.id)
    const name = change ? `${changeSigns[change]} ${node.name}` : node.name
    return [node.id, { node: { ...node, name }, x, y, width: width * larger, height: height * larger, small: geography === true || quiet?.has(node.id) === true }]
  }))
  const ownerless = focus === undefined ? undefined : spots.get(focus)
  const gap = ownerless && lacksOwner(ownerless.node) ? { of: ownerless, at: places[gapNodeId(ownerless.node.id)] ?? [ownerless.x, ownerless.y - 150] as const } : undefined
  const labels = labelsOf([...spots.values()], focus, colours)
  const box = boxOf([...spots.values()], gap, geography ? sphereAreas : [], [...labels.extents, ...bands.map(extentOf), ...bubbleExtents(bubbles, places)])
  const legend = legendOf(drawn, box.width)
  const cited = sourcesOf(drawn, box.width)
  const notes = labels.left > 0 ? [...lines, words.someNames(labels.left)] : lines
  const head = 60 + notes.length * 24
  const height = head + box.height + legend.height + cited.height
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${height}" viewBox="0 0 ${box.width} ${height}" font-family="Fira Sans, system-ui, sans-serif" role="img" aria-label="${escape(title)}">`,
    `<title>${escape(title)}</title>`,
    markers(colours),
    `<rect width="100%" height="100%" fill="${colours.ground}"/>`,
    text(24, 44, title, { size: 28, fill: colours.text, weight: 600 }),
    ...notes.map((line, index) => text(24, 74 + index * 24, line, { size: 16, fill: colours.muted })),
    `<g transform="translate(${-box.x} ${head - box.y})">`,
    ...(geography ? areas(colours, words) : []),
    ...bubblesOf(bubbles, ties, places, colours),
    ...bands.flatMap((headed) => bandOf(headed, colours)),
    ...edgesOf(edges, spots, bands.length > 0 ? undefined : focus, colours),
    ...implied.flatMap((line) => impliedOf(line, spots, colours)),
    ...(gap ? gapOf(gap, colours, words) : []),
    ...[...spots.values()].map((spot) => nodeOf(spot, colours)),
    ...labels.texts,
    '</g>',
    `<g transform="translate(0 ${head + box.height})">`,
    ...legend.parts,
    '</g>',
    `<g transform="translate(0 ${head + box.height + legend.height})">`,
    ...cited.parts,
    '</g></svg>',
  ]
  return parts.join('\n')
}

/** Text that can stand in XML: markup escaped, characters that XML does not know left out. */
function escape(value: string): string {
  return value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 does not know them
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

interface TextLook {
  size: number
  fill: string
  anchor?: 'middle'
  weight?: number
  halo?: string
}

function text(x: number, y: number, value: string, { size, fill, anchor, weight, halo }: TextLook): string {
  const more = [anchor && `text-anchor="${anchor}"`, weight && `font-weight="${weight}"`, halo && `stroke="${halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`]
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" ${more.filter(Boolean).join(' ')}>${escape(value)}</text>`
}

const round = (value: number) => Math.round(value * 10) / 10

/** A name in lines of about 22 characters; what does not fit ends with an ellipsis. */
export function wrapped(name: string): string[] {
  const lines: string[] = ['']
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1) ?? ''
    if (last === '' || last.length + word.length + 1 <= charactersPerLine) lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
    else lines.push(word)
  }
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1]} …`]
}

interface Extent {
  left: number
  right: number
  top: number
  bottom: number
}

/** Names below the nodes, the most important first; one that would lie on another is left out where all of them would not fit. */
function labelsOf(spots: readonly Spot[], focus: string | undefined, { text: ink, ground }: Colours): { texts: string[]; extents: Extent[]; left: number } {
  const texts: string[] = []
  const taken: Extent[] = []
  let left = 0
  const weight = ({ node }: Spot) => (node.id === focus ? 0 : node.type === 'Initiative' ? 1 : ontology.nodeTypes[node.type].actor ? 2 : 3)
  for (const spot of [...spots].sort((a, b) => weight(a) - weight(b) || (a.node.id < b.node.id ? -1 : 1))) {
    const size = spot.small ? labelSize.small : labelSize.usual
    const lines = wrapped(spot.node.name)
    const width = Math.max(...lines.map(({ length }) => length)) * size * 0.55
    const top = spot.y + spot.height / 2 + 2
    const extent = { left: spot.x - width / 2, right: spot.x + width / 2, top, bottom: top + lines.length * size * 1.2 }
    if (spot.small && taken.some((one) => one.left < extent.right && one.right > extent.left && one.top < extent.bottom && one.bottom > extent.top)) {
      left += 1
      continue
    }
    taken.push(extent)
    lines.forEach((line, index) => texts.push(text(spot.x, top + size * (1 + index * 1.2), line, { size, fill: ink, anchor: 'middle', halo: ground, ...(spot.node.id === focus && { weight: 600 }) })))
  }
  return { texts, extents: taken, left }
}

function boxOf(spots: readonly Spot[], gap: Gap | undefined, areas: readonly SphereArea[], labels: readonly Extent[]) {
  const extents = [
    ...spots.map(({ x, y, width, height }) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 })),
    ...labels,
    ...(gap ? [{ left: gap.at[0] - 90, right: gap.at[0] + 90, top: gap.at[1] - 50, bottom: gap.at[1] + 20 }] : []),
    ...areas.map(({ centre: [x, y], radius: [rx, ry] }) => ({ left: x - rx, right: x + rx, top: y - ry, bottom: y + ry })),
    ...areas.map(({ label: [x, y] }) => ({ left: x - 160, right: x + 160, top: y - 30, bottom: y + 30 })),
  ]
  const left = Math.floor(Math.min(...extents.map((one) => one.left), 0) - margin)
  const top = Math.floor(Math.min(...extents.map((one) => one.top)) - margin / 2)
  const width = Math.ceil(Math.max(...extents.map((one) => one.right)) + margin - left)
  return { x: left, y: top, width: Math.max(width, 900), height: Math.ceil(Math.max(...extents.map((one) => one.bottom)) + margin / 2 - top) }
}

function areas(colours: Colours, words: Words): string[] {
  return [
    ...sphereAreas.map(({ sphere, form, centre: [x, y], radius: [rx, ry] }) =>
      form === 'band'
        ? `<rect x="${x - rx}" y="${y - ry}" width="${2 * rx}" height="${2 * ry}" rx="${ry}" fill="${colours.sphere(sphere)}" fill-opacity="0.1"/>`
        : `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${colours.sphere(sphere)}" fill-opacity="0.09"/>`,
    ),
    ...sphereAreas.map(({ sphere, label: [x, y] }) => text(x, y, words.sphere(sphere), { size: 34, fill: colours.sphere(sphere), anchor: 'middle', weight: 600 })),
  ]
}

/** Bubbles and the lines between them, below everything else. */
function bubblesOf(bubbles: readonly DrawnBubble[], ties: readonly MapTie[], places: Places, colours: Colours): string[] {
  const at = (id: string) => places[id] ?? [0, 0]
  return [
    ...ties.map(({ from, to, count }) => `<path d="M${at(from).map(round).join(' ')}L${at(to).map(round).join(' ')}" stroke="${colours.muted}" stroke-width="${tieWidth(count)}" opacity="0.3"/>`),
    ...bubbles.flatMap(({ id, label, sphere, width, open }) => {
      const [x, y] = at(id)
      const colour = sphere === null ? colours.muted : colours.sphere(sphere)
      const look = open ? `fill="${colours.ground}" stroke="${colours.text}" stroke-width="3" stroke-dasharray="7 5"` : `fill="${colour}" fill-opacity="0.85" stroke="${colours.ground}" stroke-width="3"`
      return [
        `<circle id="${escape(id)}" cx="${round(x)}" cy="${round(y)}" r="${width / 2}" ${look}/>`,
        ...label.split('\n').map((line, index) => text(x, y + width / 2 + 18 + index * 18, line, { size: labelSize.usual, fill: colours.text, anchor: 'middle', halo: colours.ground })),
      ]
    }),
  ]
}

function bubbleExtents(bubbles: readonly DrawnBubble[], places: Places): Extent[] {
  return bubbles.map(({ id, width }) => {
    const [x, y] = places[id] ?? [0, 0]
    return { left: x - Math.max(width / 2, 80), right: x + Math.max(width / 2, 80), top: y - width / 2, bottom: y + width / 2 + 50 }
  })
}

interface LineLook {
  width: number
  colour: string
  dash?: string
  end?: string
}

function lineLook(relation: MapEdge['type'], { line, text: ink, muted, sphere }: Colours): LineLook {
  const looks: Partial<Record<string, LineLook>> = {
    accountable: { width: 4, colour: ink, end: 'diamond' },
    responsible: { width: 2.4, colour: muted },
    contribution: { width: 1.6, colour: line },
    funding: { width: 2.2, colour: muted, dash: '2 5' },
    needs: { width: 1.4, colour: muted, end: 'triangle' },
    ownership: { width: 2, colour: sphere('municipal_group'), end: 'vee' },
    decision: { width: 1.6, colour: sphere('politics'), end: 'tee' },
    change: { width: 1.2, colour: muted, dash: '7 5', end: 'triangle' },
  }
  return looks[ontology.relationTypes[relation].line] ?? { width: 1.2, colour: line }
}

/** Ends of lines; they take the colour of their line. */
function markers(colours: Colours): string {
  const marker = (id: string, path: string, fill: string, size: number) =>
    `<marker id="${id}" viewBox="0 0 20 20" refX="19" refY="10" markerWidth="${size}" markerHeight="${size}" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="${path}" fill="${fill}"/></marker>`
  return `<defs>${marker('diamond', 'M1 10l9-8 9 8-9 8Z', colours.text, 18)}${marker('triangle', 'M1 2l18 8-18 8Z', colours.muted, 11)}${marker('vee', 'M1 2l18 8-18 8 5-8Z', colours.sphere('municipal_group'), 13)}${marker('tee', 'M15 1h4v18h-4Z', colours.sphere('politics'), 13)}</defs>`
}

/** Straight lines; several between the same two bend apart. */
function edgesOf(edges: readonly MapEdge[], spots: ReadonlyMap<string, Spot>, focus: string | undefined, colours: Colours): string[] {
  const between = new Map<string, MapEdge[]>()
  for (const edge of edges) {
    const pair = [edge.from, edge.to].sort().join(' ')
    between.set(pair, [...(between.get(pair) ?? []), edge])
  }
  return edges.flatMap((edge) => {
    const [a, b] = [spots.get(edge.from), spots.get(edge.to)]
    if (!a || !b || a === b) return []
    const siblings = between.get([edge.from, edge.to].sort().join(' ')) ?? []
    const bend = (siblings.indexOf(edge) - (siblings.length - 1) / 2) * 34 * (edge.from < edge.to ? 1 : -1)
    const look = lineLook(edge.type, colours)
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1
    const [dx, dy] = [(b.x - a.x) / far, (b.y - a.y) / far]
    const stop = Math.min(far / 2, Math.min(b.width, b.height) / 2 + 2)
    const [endX, endY] = [b.x - dx * stop, b.y - dy * stop]
    const path = `M${round(a.x)} ${round(a.y)}Q${round((a.x + endX) / 2 - dy * bend)} ${round((a.y + endY) / 2 + dx * bend)} ${round(endX)} ${round(endY)}`
    const aside = focus !== undefined && edge.from !== focus && edge.to !== focus
    const more = [look.dash && `stroke-dasharray="${look.dash}"`, look.end && `marker-end="url(#${look.end})"`, aside && 'opacity="0.4"']
    return [`<path d="${path}" fill="none" stroke="${look.colour}" stroke-width="${look.width}" ${more.filter(Boolean).join(' ')}/>`]
  })
}

/** A way over what is hidden: dotted, with what it goes over written on it. */
function impliedOf({ from, to, directed, label }: Implied & { label: string }, spots: ReadonlyMap<string, Spot>, colours: Colours): string[] {
  const [a, b] = [spots.get(from), spots.get(to)]
  if (!a || !b) return []
  const far = Math.hypot(b.x - a.x, b.y - a.y) || 1
  const stop = Math.min(far / 2, Math.min(b.width, b.height) / 2 + 2)
  const [endX, endY] = [b.x - ((b.x - a.x) / far) * stop, b.y - ((b.y - a.y) / far) * stop]
  return [
    `<path d="M${round(a.x)} ${round(a.y)}L${round(endX)} ${round(endY)}" fill="none" stroke="${colours.muted}" stroke-width="2" stroke-dasharray="2 5"${directed ? ' marker-end="url(#triangle)"' : ''}/>`,
    text((a.x + b.x) / 2, (a.y + b.y) / 2 + 4, label, { size: labelSize.small, fill: colours.text, anchor: 'middle', halo: colours.ground }),
  ]
}

const headingSize = { name: 22, detail: 15 }
/** Room for the heading of a column above it, and of a row beside it. */
const headingRoom = { top: 90, left: 230 }

function extentOf({ band: { kind, x, y, width, height } }: HeadedBand): Extent {
  return { left: x - (kind === 'step' ? headingRoom.left : 30), right: x + width + 30, top: y - (kind === 'step' ? 0 : headingRoom.top), bottom: y + height + 30 }
}

/** Columns and what stands aside as soft areas with their heading above, rows by a line with their heading beside. */
function bandOf({ band: { kind, x, y, width, height }, name, detail }: HeadedBand, { soft, light, text: ink, muted }: Colours): string[] {
  if (kind === 'step') {
    return [
      `<path d="M${round(x - headingRoom.left)} ${round(y - 35)}H${round(x + width + 12)}" stroke="${light}" stroke-width="1"/>`,
      text(x - headingRoom.left + 10, y + 30, name, { size: headingSize.name, fill: ink, weight: 600 }),
      ...(detail ? [text(x - headingRoom.left + 10, y + 52, detail, { size: headingSize.detail, fill: muted })] : []),
    ]
  }
  const [at, anchor] = kind === 'aside' ? [x, undefined] : [x + width / 2, 'middle' as const]
  return [
    `<rect x="${round(x - 12)}" y="${round(y - 12)}" width="${round(width + 24)}" height="${round(height + 24)}" rx="16" fill="${soft}"/>`,
    text(at, y - 48, name, { size: headingSize.name, fill: ink, weight: 600, ...(anchor && { anchor }) }),
    ...(detail ? [text(at, y - 26, detail, { size: headingSize.detail, fill: muted, ...(anchor && { anchor }) })] : []),
  ]
}

/** The entity in the middle without an owner, and where the sign for that stands. */
interface Gap {
  of: Spot
  at: readonly [number, number]
}

/** Where nobody is accountable a node stands for that, so that emptiness is visible. */
function gapOf({ of: { node, ...spot }, at: [x, y] }: Gap, colours: Colours, words: Words): string[] {
  return [
    `<path d="M${round(spot.x)} ${round(spot.y)}L${round(x)} ${round(y + 15)}" stroke="${colours.gap}" stroke-width="2.4" stroke-dasharray="6 4"/>`,
    `<circle id="${escape(gapNodeId(node.id))}" cx="${round(x)}" cy="${round(y)}" r="17" fill="${colours.ground}" stroke="${colours.gap}" stroke-width="3" stroke-dasharray="6 4"/>`,
    text(x, y + 6, '?', { size: 18, fill: colours.gap, anchor: 'middle', weight: 600 }),
    text(x, y - 26, words.nobody, { size: labelSize.usual, fill: colours.gap, anchor: 'middle', halo: colours.ground }),
  ]
}

interface Look {
  fill: string
  stroke: string
  width: number
  dash?: string
}

/** The same signs as on the map: sphere by colour and second colour, depth by border and fill, a missing owner in red. */
function lookOf(node: MapNode, colours: Colours): Look {
  const { colour, actor } = ontology.nodeTypes[node.type]
  const [first, second] = node.spheres
  if (node.vacant) return { fill: colours.ground, stroke: colours.gap, width: 2, dash: '5 3' }
  if (actor && first) return { fill: colours.sphere(first), stroke: colours.sphere(second ?? first), width: second ? 6 : 2 }
  if (colour === 'decision') return { fill: colours.sphere('politics'), stroke: colours.sphere('politics'), width: 2 }
  if (colour === 'system' || colour === 'data') return { fill: colours.soft, stroke: colours.muted, width: 2 }
  const depth = depthLook(node.depth, colours)
  return node.type === 'Initiative' && lacksOwner(node) ? { ...depth, stroke: colours.gap, width: 4 } : depth
}

/** Depth of change by fill and border; without one a plain outline. */
function depthLook(depth: string | undefined, colours: Colours): Look {
  const fill = depth === 'transformative' ? colours.text : depth === 'optimising' ? colours.light : colours.ground
  const dash = depth === 'imitative' ? '6 4' : depth === 'unrated' ? '2 3' : undefined
  return { fill, stroke: colours.text, width: 2, ...(dash && { dash }) }
}

function nodeOf({ node, x, y, width, height }: Spot, colours: Colours): string {
  const { fill, stroke, width: line, dash } = lookOf(node, colours)
  const outline = outlines[ontology.nodeTypes[node.type].shape]
  // The outline is scaled up, and its line with it.
  const [scaleX, scaleY] = [width / 20, height / 20]
  const unit = (scaleX + scaleY) / 2
  const dashes = dash?.split(' ').map((part) => round(Number(part) / unit)).join(' ')
  return `<g transform="translate(${round(x - width / 2)} ${round(y - height / 2)}) scale(${round(scaleX)} ${round(scaleY)})"><title>${escape(node.name)}</title><path d="${outline}" fill="${fill}" fill-rule="evenodd" stroke="${stroke}" stroke-width="${Math.round((line / unit) * 100) / 100}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/></g>`
}

/** The sources in full, in two columns where there is room; a long title goes on below itself. */
function sourcesOf({ sources, colours }: Drawn, width: number): { parts: string[]; height: number } {
  if (!sources || sources.titles.length === 0) return { parts: [], height: 0 }
  const columns = width > 1_300 ? 2 : 1
  const columnWidth = (width - 48) / columns
  const length = Math.floor((columnWidth - 60) / (15 * 0.52))
  const entries = sources.titles.map((title) => inLines(title, length))
  const perColumn = Math.ceil(entries.length / columns)
  const parts = [text(24, 28, sources.heading, { size: 18, fill: colours.text, weight: 600 })]
  const ends = Array.from({ length: columns }, (_, column) => {
    let y = 58
    entries.slice(column * perColumn, (column + 1) * perColumn).forEach((entry, index) => {
      const x = 24 + column * columnWidth
      parts.push(text(x, y, `${column * perColumn + index + 1}.`, { size: 15, fill: colours.muted }))
      for (const line of entry) {
        parts.push(text(x + 30, y, line, { size: 15, fill: colours.text }))
        y += 21
      }
      y += 5
    })
    return y
  })
  let end = Math.max(...ends)
  if (sources.more) {
    parts.push(text(54, end, sources.more, { size: 15, fill: colours.muted }))
    end += 26
  }
  return { parts, height: end + 12 }
}

/** A text in lines of at most this many characters, broken between words; a word that is longer is broken too. */
export function inLines(value: string, length: number): string[] {
  const found = ['']
  for (const word of value.split(/\s+/).flatMap((one) => one.match(new RegExp(`.{1,${Math.max(length, 1)}}`, 'gu')) ?? [])) {
    const last = found.at(-1) ?? ''
    if (last === '') found[found.length - 1] = word
    else if (last.length + 1 + word.length <= length) found[found.length - 1] = `${last} ${word}`
    else found.push(word)
  }
  return found
}

/** What the signs mean, in columns: only those that occur. */
function legendOf({ nodes, edges, implied = [], colours, words }: Drawn, width: number): { parts: string[]; height: number } {
  const types = Object.values(ontology.nodeTypes).filter(({ name }) => nodes.some(({ type }) => type === name))
  const spheres = Object.keys(ontology.vocabularies.sphere.codes).filter((code) => nodes.some((node) => node.spheres.some((one) => one === code)))
  const depths = Object.keys(ontology.vocabularies.depth.codes).filter((code) => nodes.some(({ depth }) => depth === code))
  const relations = Object.values(ontology.relationTypes).filter(({ name }) => edges.some(({ type }) => type === name))
  const box = (look: Look) => `<rect x="0" y="-13" width="26" height="16" rx="4" fill="${look.fill}" stroke="${look.stroke}" stroke-width="${look.width}"${look.dash ? ` stroke-dasharray="${look.dash}"` : ''}/>`
  const entries: [sign: string, name: string][] = [
    ...spheres.map((code): [string, string] => [`<circle cx="13" cy="-5" r="8" fill="${colours.sphere(code)}"/>`, words.sphere(code)]),
    ...types.map(({ name, shape }): [string, string] => [`<g transform="translate(2 -16) scale(1.1)"><path d="${outlines[shape]}" fill="${colours.muted}" fill-rule="evenodd"/></g>`, words.type(name)]),
    ...depths.map((code): [string, string] => [box(depthLook(code, colours)), words.depth(code)]),
    ...relations.map(({ name }): [string, string] => {
      const { width: line, colour, dash, end } = lineLook(name, colours)
      return [`<path d="M0 -5H28" stroke="${colour}" stroke-width="${line}"${dash ? ` stroke-dasharray="${dash}"` : ''}${end ? ` marker-end="url(#${end})"` : ''}/>`, words.relation(name)]
    }),
    ...(implied.length > 0 ? [[`<path d="M0 -5H28" stroke="${colours.muted}" stroke-width="2" stroke-dasharray="2 5"/>`, words.implied] satisfies [string, string]] : []),
    [box({ fill: colours.ground, stroke: colours.gap, width: 4 }), words.ownerless],
  ]
  const columns = Math.max(1, Math.floor((width - 48) / 290))
  const rows = Math.ceil(entries.length / columns)
  return {
    height: 56 + rows * 30,
    parts: [
      text(24, 28, words.legend, { size: 18, fill: colours.text, weight: 600 }),
      ...entries.map(([sign, name], index) => `<g transform="translate(${24 + Math.floor(index / rows) * 290} ${62 + (index % rows) * 30})">${sign}${text(40, 0, name, { size: 15, fill: colours.text })}</g>`),
    ],
  }
}
