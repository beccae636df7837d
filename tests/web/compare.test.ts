/** Two days of a map laid over each other: nothing appears twice, nothing is lost, and the same day shows no change. */
import type { MapEdge, MapNode, WholeMap } from '@kommunalgraph/contract/answers.ts'
import { compared } from '@kommunalgraph/web/src/graph/compare.ts'
import { yearsFrom } from '@kommunalgraph/web/src/features/map/years.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const maps = fc
  .record({
    nodes: fc.uniqueArray(fc.record({ id: fc.nat(15), owners: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }) }), { selector: ({ id }) => id }),
    edges: fc.uniqueArray(fc.record({ from: fc.nat(15), to: fc.nat(15), fact: fc.nat(1_000) }), { selector: ({ from, to }) => `${from} ${to}` }),
  })
  .map(({ nodes, edges }): WholeMap => {
    const known = new Set(nodes.map(({ id }) => id))
    return {
      asOf: '2026-11-01',
      nodes: nodes.map(({ id, owners }) => ({ id: `n${id}`, type: 'Initiative', name: `N ${id}`, spheres: [], owners }) as unknown as MapNode),
      edges: edges
        .filter(({ from, to }) => known.has(from) && known.has(to))
        .map(({ from, to, fact }) => ({ factId: `f${fact} ${from} ${to}`, type: 'CONTRIBUTES_TO', from: `n${from}`, to: `n${to}`, validFrom: '2025-01-01' }) as unknown as MapEdge),
      positions: Object.fromEntries(nodes.map(({ id }) => [`n${id}`, [id, id]])),
      bubbles: [],
      ties: [],
      total: nodes.length,
      truncated: false,
    }
  })
const ids = (nodes: readonly MapNode[]) => nodes.map(({ id }) => id).sort()

describe('two days', () => {
  test('of the same map have no change', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const { nodes, edges, nodeChanges, edgeChanges } = compared(map, map)
        expect([nodeChanges.size, edgeChanges.size]).toEqual([0, 0])
        expect(nodes).toEqual(map.nodes)
        expect(edges).toEqual(map.edges)
      }),
    )
  })

  test('hold everything of both once; what is new one way is ended the other way', () => {
    fc.assert(
      fc.property(maps, maps, (before, after) => {
        const on = compared(before, after)
        const back = compared(after, before)
        expect(ids(on.nodes)).toEqual([...new Set([...ids(before.nodes), ...ids(after.nodes)])].sort())
        const of = (changes: ReadonlyMap<string, string>, kind: string) => [...changes].filter(([, change]) => change === kind).map(([id]) => id).sort()
        expect(of(on.nodeChanges, 'new')).toEqual(of(back.nodeChanges, 'ended'))
        expect(of(on.nodeChanges, 'handed-over')).toEqual(of(back.nodeChanges, 'handed-over'))
        expect(of(on.edgeChanges, 'new')).toEqual(of(back.edgeChanges, 'ended'))
        for (const { id } of on.nodes) expect(on.positions[id]).toBeDefined()
      }),
    )
  })

  test('a relation that was stated anew under another id is the same to the reader', () => {
    const edge = (factId: string) => ({ factId, type: 'FUNDS', from: 'a', to: 'b' }) as unknown as MapEdge
    const map = (factId: string): WholeMap => ({ asOf: '2026-01-01', nodes: [], edges: [edge(factId)], positions: {}, bubbles: [], ties: [], total: 0, truncated: false })
    expect(compared(map('f1'), map('f2')).edgeChanges.size).toBe(0)
  })
})

describe('stepping through the years', () => {
  test.each([
    ['2026-11-01', -1, '2026-12-31', '2025-11-01'],
    ['2024-02-29', 1, '2026-12-31', '2025-02-28'],
    ['2024-02-29', -4, '2026-12-31', '2020-02-29'],
    ['2026-06-01', 1, '2026-11-28', '2026-11-28'],
  ])('%s %d year(s), today %s: %s', (day, years, today, expected) => {
    expect(yearsFrom(day, years, today)).toBe(expected)
  })
})
