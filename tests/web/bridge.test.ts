/** Hiding types and bridging them: the dotted lines are exactly the ways over what is hidden, and nothing disappears silently. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { needsRelations } from '@kommunalgraph/contract/ontology/ontology.ts'
import { shownWith } from '@kommunalgraph/web/src/features/map/bridged.ts'
import { visible } from '@kommunalgraph/web/src/features/map/filter.ts'
import { bridges, mostImplied, mostNeighbours } from '@kommunalgraph/web/src/graph/bridge.ts'
import { drawing } from '@kommunalgraph/web/src/graph/drawing.ts'
import { elementsOf } from '@kommunalgraph/web/src/graph/elements.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edgeOf, graphs, nodeOf } from './graphs.ts'

const isNeed = ({ type }: MapEdge) => needsRelations.includes(type)

interface Line {
  over: string[]
  from?: string
  to?: string
  needs: boolean
}

/** By trying everything: over one node whichever way relations point, else over two or three along needs; the shortest ways. */
function naive(shown: readonly string[], hidden: readonly string[], edges: readonly MapEdge[]): Map<string, Line> {
  const lines = new Map<string, Line>()
  const leads = (from: string, to: string, only: (edge: MapEdge) => boolean = () => true) => edges.some((edge) => edge.from === from && edge.to === to && only(edge))
  for (const a of shown) {
    for (const b of shown) {
      if (a >= b) continue
      const between = hidden.filter((hub) => (leads(a, hub) || leads(hub, a)) && (leads(b, hub) || leads(hub, b)))
      const note = (over: string[], forward: boolean, backward: boolean, needsForward: boolean, needsBackward: boolean) => {
        const directed = forward !== backward
        lines.set(`${a} ${b}`, { over: [...new Set(over)].sort(), ...(directed ? { from: forward ? a : b, to: forward ? b : a } : {}), needs: directed && (forward ? needsForward : needsBackward) })
      }
      const way = (from: string, to: string, only?: (edge: MapEdge) => boolean) => between.some((hub) => leads(from, hub, only) && leads(hub, to, only))
      if (between.length > 0) {
        note(between, way(a, b), way(b, a), way(a, b, isNeed), way(b, a, isNeed))
        continue
      }
      const along = (from: string, to: string, length: number): string[] => {
        const ways = (here: string, left: number): string[][] =>
          left === 0 ? (leads(here, to, isNeed) ? [[]] : []) : hidden.filter((hub) => leads(here, hub, isNeed)).flatMap((hub) => ways(hub, left - 1).map((rest) => [hub, ...rest]))
        return ways(from, length).flat()
      }
      for (const length of [2, 3]) {
        const [there, back] = [along(a, b, length), along(b, a, length)]
        if (there.length + back.length === 0) continue
        note([...there, ...back], there.length > 0, back.length > 0, there.length > 0, back.length > 0)
        break
      }
    }
  }
  return lines
}

describe('dotted lines', () => {
  test('are exactly the ways over what is hidden (property)', () => {
    fc.assert(
      fc.property(graphs(16), fc.infiniteStream(fc.boolean()), ({ nodes, edges }, chosen) => {
        const hidden = nodes.filter(() => chosen.next().value)
        const shown = nodes.filter((node) => !hidden.includes(node)).map(({ id }) => id)
        const { implied, crowded } = bridges(new Set(shown), hidden, edges)
        expect(crowded).toEqual([])
        const found = new Map(implied.map(({ from, to, over, directed, needs }): [string, Line] => [[from, to].sort().join(' '), { over: over.map(({ id }) => id).sort(), ...(directed ? { from, to } : {}), needs }]))
        expect(found.size).toBe(implied.length)
        const expected = naive(shown, hidden.map(({ id }) => id), edges.filter(({ from, to }) => from !== to))
        expect(Object.fromEntries([...found].sort())).toEqual(Object.fromEntries([...expected].sort()))
      }),
      { numRuns: 400 },
    )
  })

  test('a service that needs a system over a process and its step', () => {
    const nodes = [nodeOf('process', 'Process'), nodeOf('step', 'Process')]
    const edges = [
      { ...edgeOf('service', 'process', 'HAS_PROCESS', 1), sourceIds: ['src:b'] },
      { ...edgeOf('process', 'step', 'HAS_STEP', 2), sourceIds: ['src:a', 'src:b'] },
      edgeOf('step', 'system', 'DEPENDS_ON', 3),
      { ...edgeOf('step', 'elsewhere', 'DEPENDS_ON', 4), sourceIds: ['src:c'] },
    ]
    expect(bridges(new Set(['service', 'system']), nodes, edges).implied).toEqual([
      { id: 'implied:service system', from: 'service', to: 'system', over: nodes, directed: true, needs: true, sourceIds: ['src:a', 'src:b'] },
    ])
  })

  test('too many neighbours give no line, and are named', () => {
    const star = (arms: number) => bridges(new Set(Array.from({ length: arms }, (_, index) => `a${index}`)), [nodeOf('hub', 'System')], Array.from({ length: arms }, (_, index) => edgeOf(`a${index}`, 'hub', 'DEPENDS_ON', index)))
    expect(star(mostNeighbours).implied).toHaveLength((mostNeighbours * (mostNeighbours - 1)) / 2)
    expect(star(mostNeighbours).crowded).toEqual([])
    expect(star(mostNeighbours + 1)).toEqual({ implied: [], crowded: [nodeOf('hub', 'System')] })
  })

  test('more lines than anybody reads are not drawn; whose are missing is named', () => {
    const hubs = Array.from({ length: 12 }, (_, index) => nodeOf(`hub${index}`, 'System'))
    const arms = hubs.flatMap((_, hub) => Array.from({ length: 25 }, (_, index) => `a${hub}-${index}`))
    const edges = hubs.flatMap(({ id }, hub) => arms.slice(hub * 25, hub * 25 + 25).map((arm, index) => edgeOf(arm, id, 'DEPENDS_ON', hub * 25 + index)))
    const { implied, crowded } = bridges(new Set(arms), hubs, edges)
    expect(implied.length).toBeLessThanOrEqual(mostImplied)
    expect(implied.length / 300 + crowded.length).toBe(12)
    expect(crowded.length).toBeGreaterThan(0)
  })
})

describe('a map with bridged types', () => {
  const types = ['System', 'Process', 'Initiative']

  test('without a bridge is the filtered map (property)', () => {
    fc.assert(
      fc.property(graphs(), fc.constantFrom(undefined, []), ({ nodes, edges }, bridge) => {
        const filter = { types: ['System', 'Initiative', 'Post'] }
        expect(shownWith(nodes, edges, filter, bridge, {})).toEqual({ ...visible(nodes, edges, filter), implied: [], bridged: 0, crowded: [] })
      }),
    )
  })

  test('shows everything else, counts what is hidden, and every line has two shown ends (property)', () => {
    fc.assert(
      fc.property(graphs(), fc.subarray(types, { minLength: 1 }), fc.boolean(), ({ nodes, edges }, bridge, around) => {
        const focus = around ? nodes[0]?.id : undefined
        const shown = shownWith(nodes, edges, {}, bridge, {}, focus)
        const isHidden = ({ id, type }: MapNode) => bridge.includes(type) && id !== focus
        expect(shown.nodes).toEqual(nodes.filter((node) => !isHidden(node)))
        expect(shown.bridged).toBe(nodes.filter(isHidden).length)
        const ids = new Set(shown.nodes.map(({ id }) => id))
        for (const { from, to, over } of shown.implied) {
          expect(ids.has(from) && ids.has(to)).toBe(true)
          expect(over.every(isHidden)).toBe(true)
        }
      }),
    )
  })

  test('around a focus, what only a dotted line joins stays also with a filter on relations', () => {
    const nodes = [nodeOf('focus', 'Initiative'), nodeOf('hub', 'System'), nodeOf('other', 'Service'), nodeOf('loose', 'Service')]
    const edges = [edgeOf('focus', 'hub', 'DEPENDS_ON', 1), edgeOf('other', 'hub', 'DEPENDS_ON', 2)]
    const shown = shownWith(nodes, edges, { relations: ['DEPENDS_ON'] }, ['System'], { relations: ['DEPENDS_ON'] }, 'focus')
    expect(shown.nodes.map(({ id }) => id)).toEqual(['focus', 'other'])
    expect(shown.implied.map(({ from, to }) => [from, to])).toEqual([['focus', 'other']])
  })

  test('for a list, what lies over a hidden one from something listed stands beside it', () => {
    const nodes = [nodeOf('listed', 'Initiative'), nodeOf('hub', 'System'), nodeOf('other', 'Service'), nodeOf('a', 'Service'), nodeOf('b', 'Service')]
    const edges = [edgeOf('listed', 'hub', 'DEPENDS_ON', 1), edgeOf('other', 'hub', 'DEPENDS_ON', 2), edgeOf('a', 'b', 'DEPENDS_ON', 3)]
    const shown = shownWith(nodes, edges, { only: new Set(['listed']) }, ['System'], {})
    expect(shown.nodes.map(({ id }) => id)).toEqual(['listed', 'other'])
  })

  test('each dotted line is on the map and on the drawing, with its text and in the legend (property)', () => {
    fc.assert(
      fc.property(graphs(20), ({ nodes, edges }) => {
        const shown = shownWith(nodes, edges, {}, types, {})
        const implied = shown.implied.map((line, index) => ({ ...line, label: `über Nummer ${index}.` }))
        const places = Object.fromEntries(shown.nodes.map(({ id }, index) => [id, [index * 200, (index % 3) * 200] as const]))
        const elements = elementsOf({ ...shown, implied, hidden: new Map(), places, moreLabel: String, gapLabel: '' })
        expect(elements.filter(({ data }) => data.line === 'implied').map(({ data }) => data.over)).toEqual(implied.map(({ label }) => label))
        const name = (code: string) => code
        const svg = drawing({
          title: '', lines: [], ...shown, implied, places,
          colours: { ground: '#fff', soft: '#eee', text: '#000', muted: '#555', line: '#999', light: '#ddd', gap: '#b00', sphere: () => '#06c' },
          words: { sphere: name, type: name, relation: name, depth: name, legend: 'Legende', ownerless: '', nobody: '', implied: 'Punkte', someNames: String },
        })
        for (const { label } of implied) expect(svg).toContain(`>${label}</text>`)
        expect(svg.includes('>Punkte</text>')).toBe(implied.length > 0)
      }),
      { numRuns: 60 },
    )
  })
})
