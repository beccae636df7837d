/** The graphs that the benchmark measures on: what the product would refuse must not be measured. */
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../bench/graph/check.ts'
import { generateGraph } from '../bench/graph/generate.ts'

describe('a generated graph', () => {
  const graph = generateGraph(2_500)

  test('obeys the ontology in every entity and fact', () => {
    expect(faultsOf(graph)).toEqual([])
  })

  test('has the size asked for and three facts for each entity of a municipality', () => {
    expect(graph.entities).toHaveLength(2_500)
    const shared = graph.entities.filter(({ values }) => values.tenant === 'shared').length
    expect(graph.facts.filter(({ values }) => values.tenant !== 'shared')).toHaveLength(3 * (2_500 - shared))
  })

  test('is the same for the same seed, and another for another', () => {
    expect(generateGraph(2_500)).toEqual(graph)
    expect(generateGraph(2_500, 'other').facts).not.toEqual(graph.facts)
  })

  test('joins only what exists', () => {
    const ids = new Set(graph.entities.map(({ id }) => id))
    expect(graph.facts.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([])
  })

  test('has a hub with hundreds of neighbours, while half of all entities have a handful', () => {
    const degrees = new Map<string, number>()
    for (const id of graph.facts.flatMap(({ from, to }) => [from, to])) degrees.set(id, (degrees.get(id) ?? 0) + 1)
    const sorted = graph.entities.map(({ id }) => degrees.get(id) ?? 0).sort((a, b) => a - b)
    expect(degrees.get(graph.home.hub)).toBeGreaterThan(300)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(6)
  })
})
