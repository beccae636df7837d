/** The figures of nodes: against what is known by hand, and against Cytoscape's own slow algorithm on random graphs. */
import { centralityOf } from '@kommunalgraph/web/src/graph/centrality.ts'
import cytoscape from 'cytoscape'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Line = readonly [string, string]

test('in a row the middle one stands between all others, and the ends between none', () => {
  const { degree, betweenness } = centralityOf(['a', 'b', 'c', 'd', 'e'], [['a', 'b'], ['b', 'c'], ['c', 'd'], ['d', 'e']])
  expect([...betweenness.entries()]).toEqual([['a', 0], ['b', 3], ['c', 4], ['d', 3], ['e', 0]])
  expect([...degree.values()]).toEqual([1, 2, 2, 2, 1])
})

test('two equally short ways count half each', () => {
  const { betweenness } = centralityOf(['a', 'b', 'c', 'd'], [['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd']])
  expect([...betweenness.values()]).toEqual([0.5, 0.5, 0.5, 0.5])
})

test('parallel lines are connections, but no further ways; a line to itself or to what is not there is none', () => {
  const { degree, betweenness } = centralityOf(['a', 'b', 'c'], [['a', 'b'], ['b', 'a'], ['b', 'c'], ['c', 'c'], ['c', 'x']])
  expect([...degree.values()]).toEqual([2, 3, 1])
  expect([...betweenness.values()]).toEqual([0, 1, 0])
})

test('nothing is nothing', () => {
  expect(centralityOf([], []).betweenness.size).toBe(0)
})

/** Graphs of up to 14 nodes, also in several parts. */
const graphs = fc.integer({ min: 2, max: 14 }).chain((size) =>
  fc.record({
    ids: fc.constant(Array.from({ length: size }, (_, index) => `n${index}`)),
    lines: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([a, b]) => a < b), { maxLength: 30, selector: ([a, b]) => a * 100 + b }),
  }),
)

test('agrees with Cytoscape', () => {
  fc.assert(
    fc.property(graphs, ({ ids, lines }) => {
      const named = lines.map(([a, b]): Line => [`n${a}`, `n${b}`])
      const cy = cytoscape({ headless: true, elements: [...ids.map((id) => ({ data: { id } })), ...named.map(([source, target], index) => ({ data: { id: `e${index}`, source, target } }))] })
      // Cytoscape counts each pair from both ends.
      const theirs = cy.elements().betweennessCentrality({ directed: false })
      const { betweenness, degree } = centralityOf(ids, named)
      for (const id of ids) {
        expect(betweenness.get(id)).toBeCloseTo(theirs.betweenness(cy.getElementById(id)) / 2, 6)
        expect(degree.get(id)).toBe(cy.getElementById(id).degree(false))
      }
      cy.destroy()
    }),
    { numRuns: 60 },
  )
})
