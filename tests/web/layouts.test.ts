/** Layouts of the map: the same graph gives the same picture, everything has its place, and the order says what it claims. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { entityTypes, needsRelations, ontology, type RelationType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Arrangement, cell, chainSteps } from '@kommunalgraph/web/src/graph/bands.ts'
import { bridges, type Implied } from '@kommunalgraph/web/src/graph/bridge.ts'
import { arrange, presetFor, relationsOf } from '@kommunalgraph/web/src/graph/layout.ts'
import { mapLayouts } from '@kommunalgraph/web/src/graph/layout-names.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edgeOf, graphs, nodeOf } from './graphs.ts'

const idsOf = (nodes: readonly MapNode[]) => nodes.map(({ id }) => id).sort()
const layered = (nodes: readonly MapNode[], edges: readonly MapEdge[], implied: readonly Implied[] = []) => arrange('layers', { nodes, edges, implied })
const chained = (nodes: readonly MapNode[], edges: readonly MapEdge[]) => arrange('chain', { nodes, edges, implied: [] })
const layerOf = ({ bandsOf }: Arrangement, id: string) => bandsOf.get(id)?.find((band) => band.kind === 'layer')?.number
const bandNames = ({ bandsOf }: Arrangement, id: string) =>
  (bandsOf.get(id) ?? []).map((band) => (band.kind === 'year' ? band.year : band.kind === 'step' ? band.step : band.kind === 'layer' ? `layer ${band.number}` : band.kind))

describe.each(mapLayouts)('%s', (layout) => {
  test('gives every node one place of its own, and says where it stands (property)', () => {
    fc.assert(
      fc.property(graphs(), fc.boolean(), ({ nodes, edges }, lacking) => {
        const [first] = nodes
        const gap = lacking && first ? { id: `gap:${first.id}`, of: first.id } : undefined
        const { places, order, bandsOf, columns, rows, aside, quiet } = arrange(layout, { nodes, edges, implied: [], gap })
        expect([...order].sort()).toEqual(idsOf(nodes))
        expect(Object.keys(places).sort()).toEqual([...idsOf(nodes), ...(gap ? [gap.id] : [])].sort())
        const spots = Object.values(places).map(([x, y]) => `${x} ${y}`)
        expect(new Set(spots).size).toBe(spots.length)
        const counted = layout === 'layers' ? columns : rows
        expect([...counted, ...(aside ? [aside] : [])].reduce((sum, { count }) => sum + count, 0)).toBe(nodes.length)
        for (const { id } of nodes) {
          const bands = bandsOf.get(id) ?? []
          expect(bands.length, id).toBeGreaterThan(0)
          const [x, y] = places[id] ?? [Number.NaN, Number.NaN]
          for (const band of bands) {
            expect(x >= band.x && x <= band.x + band.width && y >= band.y && y <= band.y + band.height, `${id} stands in its ${band.kind}`).toBe(true)
          }
          if (quiet.has(id)) expect(bands).toEqual([aside])
        }
      }),
    )
  })

  test('leaves each name its room, but for those that are named on hover (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        const { places, quiet } = arrange(layout, { nodes, edges, implied: [] })
        const named = Object.entries(places).filter(([id]) => !quiet.has(id))
        named.forEach(([one, [x, y]], index) => {
          for (const [other, [otherX, otherY]] of named.slice(index + 1)) {
            expect(Math.abs(x - otherX) > cell.width - 1 || Math.abs(y - otherY) > cell.height - 1, `${one} and ${other}`).toBe(true)
          }
        })
      }),
    )
  })

  test('is the same in whatever order the graph comes (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        const once = arrange(layout, { nodes, edges, implied: [] })
        const turned = arrange(layout, { nodes: [...nodes].reverse(), edges: [...edges].reverse(), implied: [] })
        expect(turned).toEqual(once)
      }),
    )
  })

  test('of nothing is nothing', () => {
    expect(arrange(layout, { nodes: [], edges: [], implied: [] })).toMatchObject({ places: {}, order: [], columns: [], aside: undefined })
  })

  test('its own choice of types holds both ends of its relations', () => {
    const { types, relations } = presetFor(layout)
    expect(relations).toEqual(relationsOf[layout])
    for (const relation of relationsOf[layout]) {
      const { from, to }: { from: readonly string[]; to: readonly string[] } = ontology.relationTypes[relation]
      expect(from.some((type) => types.includes(type)), relation).toBe(true)
      expect(to.some((type) => types.includes(type)), relation).toBe(true)
    }
  })
})

describe('layers', () => {
  const isNeed = ({ type, from, to }: MapEdge) => needsRelations.includes(type) && from !== to

  test('every need goes to the right, but for those that close a circle (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        const arrangement = layered(nodes, edges)
        for (const edge of edges.filter(isNeed)) {
          const [from, to] = [layerOf(arrangement, edge.from) ?? 0, layerOf(arrangement, edge.to) ?? 0]
          if (!arrangement.against.has(edge.factId)) {
            expect(from, edge.factId).toBeLessThan(to)
            expect(arrangement.places[edge.from]?.[0] ?? 0).toBeLessThan(arrangement.places[edge.to]?.[0] ?? 0)
          }
        }
      }),
    )
  })

  test('without a circle nothing runs back (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        // Only from a smaller to a larger number: no circle can close.
        const number = (id: string) => Number(id.slice(1))
        expect(layered(nodes, edges.filter(({ from, to }) => number(from) < number(to))).against.size).toBe(0)
      }),
    )
  })

  test('the layer is the longest way from what nothing needs (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        const arrangement = layered(nodes, edges)
        const forward = edges.filter((edge) => isNeed(edge) && !arrangement.against.has(edge.factId))
        const longest = (id: string): number => Math.max(1, ...forward.filter(({ to }) => to === id).map(({ from }) => longest(from) + 1))
        const joined = new Set(edges.filter(isNeed).flatMap(({ from, to }) => [from, to]))
        for (const { id } of nodes) expect(layerOf(arrangement, id), id).toBe(joined.has(id) ? longest(id) : undefined)
      }),
      { numRuns: 60 },
    )
  })

  test('a circle ends, runs back once, and stands in as many layers as it has members', () => {
    const nodes = ['a', 'b', 'c'].map((id) => nodeOf(id, 'System'))
    const ring = [edgeOf('a', 'b', 'DEPENDS_ON', 1), edgeOf('b', 'c', 'DEPENDS_ON', 2), edgeOf('c', 'a', 'DEPENDS_ON', 3)]
    const { against, columns, aside } = layered(nodes, ring)
    expect([...against]).toEqual(['fact:3'])
    expect(columns.map(({ count }) => count)).toEqual([1, 1, 1])
    expect(aside).toBeUndefined()
  })

  test('a chain deeper than the stack of a browser is laid out', () => {
    const nodes = Array.from({ length: 20_000 }, (_, index) => nodeOf(`n${String(index).padStart(5, '0')}`, 'System'))
    const edges = nodes.slice(1).map(({ id }, index) => edgeOf(nodes[index]?.id ?? '', id, 'DEPENDS_ON', index))
    expect(layered(nodes, edges).columns).toHaveLength(20_000)
  })

  test('what needs nothing and is not needed stands below, counted', () => {
    const nodes = [nodeOf('a', 'Service'), nodeOf('b', 'System'), nodeOf('c', 'Organization')]
    const { aside, places, columns } = layered(nodes, [edgeOf('a', 'b', 'DEPENDS_ON', 1), edgeOf('c', 'b', 'ACCOUNTABLE_FOR', 2)])
    expect(aside?.count).toBe(1)
    const bottom = Math.max(...columns.map(({ y, height }) => y + height))
    expect(places.c?.[1]).toBeGreaterThan(bottom)
  })

  test('a need over what is hidden counts like any other', () => {
    const [service, process, system] = [nodeOf('a', 'Service'), nodeOf('b', 'Process'), nodeOf('c', 'System')]
    const { implied } = bridges(new Set(['a', 'c']), [process], [edgeOf('a', 'b', 'HAS_PROCESS', 1), edgeOf('b', 'c', 'DEPENDS_ON', 2)])
    const arrangement = layered([service, system], [], implied)
    expect([layerOf(arrangement, 'a'), layerOf(arrangement, 'c')]).toEqual([1, 2])
  })
})

describe('the decision chain', () => {
  const chain = {
    nodes: [
      nodeOf('d1', 'Decision', { date: '2023-05-04' }), nodeOf('d2', 'Decision', { date: '2021-02-03' }), nodeOf('i', 'Initiative'), nodeOf('lone', 'Initiative'),
      nodeOf('p', 'Post'), nodeOf('o', 'Organization'), nodeOf('k', 'Indicator'), nodeOf('s', 'System'),
    ],
    edges: [
      edgeOf('d1', 'i', 'CONCERNS', 1), edgeOf('d2', 'i', 'CONCERNS', 2), edgeOf('p', 'i', 'ACCOUNTABLE_FOR', 3), edgeOf('o', 'i', 'FUNDS', 4),
      edgeOf('i', 'k', 'MEASURED_BY', 5), edgeOf('i', 's', 'DEPENDS_ON', 6),
    ],
  }

  test('a thing stands in the year of its first decision, and what belongs to it below it', () => {
    const arrangement = chained(chain.nodes, chain.edges)
    expect(Object.fromEntries(chain.nodes.map(({ id }) => [id, bandNames(arrangement, id)]))).toEqual({
      d1: ['decision', '2023'], d2: ['decision', '2021'], i: ['thing', '2021'], lone: ['thing', 'undated'],
      p: ['accountable', '2021'], o: ['money', '2021'], k: ['outcome', '2021'], s: ['aside'],
    })
    const height = (id: string) => arrangement.places[id]?.[1] ?? Number.NaN
    const heights = ['d1', 'i', 'p', 'o', 'k', 's'].map(height)
    expect(heights).toEqual([...heights].sort((a, b) => a - b))
  })

  test('years go from left to right, and what has no decision stands behind them all (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        const { columns, rows } = chained(nodes, edges)
        const names = columns.map((band) => (band.kind === 'year' ? band.year : band.kind))
        expect(names).toEqual([...names].sort())
        columns.slice(1).forEach(({ x }, index) => {
          const before = columns[index]
          expect(x).toBeGreaterThanOrEqual((before?.x ?? 0) + (before?.width ?? 0))
        })
        const steps = rows.flatMap((band) => (band.kind === 'step' ? [band.step] : []))
        expect(steps).toEqual(chainSteps.filter((step) => steps.includes(step)))
      }),
    )
  })

  test('every decision stands in its year, and nobody else before the first decision it belongs to (property)', () => {
    fc.assert(
      fc.property(graphs(), ({ nodes, edges }) => {
        const arrangement = chained(nodes, edges)
        const byId = new Map(nodes.map((node) => [node.id, node]))
        for (const node of nodes) {
          const [step, column] = bandNames(arrangement, node.id)
          if (node.type === 'Decision') expect([step, column]).toEqual(['decision', node.date?.slice(0, 4) ?? 'undated'])
          if (node.type === 'Initiative' || node.type === 'Programme') {
            const dates = edges.flatMap(({ type, from, to }) => (type === 'CONCERNS' && to === node.id ? (byId.get(from)?.date ?? []) : [])).sort()
            expect([step, column]).toEqual(['thing', dates[0]?.slice(0, 4) ?? 'undated'])
          }
        }
      }),
    )
  })

  test('the sign for a missing owner stands with those who are accountable', () => {
    const { places, rows } = arrange('chain', { nodes: chain.nodes, edges: chain.edges, implied: [], gap: { id: 'gap:lone', of: 'lone' } })
    const accountable = rows.find((band) => band.kind === 'step' && band.step === 'accountable')
    const y = places['gap:lone']?.[1] ?? Number.NaN
    expect(y).toBeGreaterThan(accountable?.y ?? Number.NaN)
    expect(y).toBeLessThan((accountable?.y ?? 0) + (accountable?.height ?? 0))
    expect(accountable?.count).toBe(1)
  })
})

test('the relations of the layouts are relations of the ontology', () => {
  const known: readonly RelationType[] = relationTypeNames
  for (const layout of mapLayouts) expect(relationsOf[layout].filter((relation) => !known.includes(relation))).toEqual([])
  expect(entityTypes).toEqual(expect.arrayContaining([...mapLayouts.flatMap((layout) => presetFor(layout).types)]))
})
