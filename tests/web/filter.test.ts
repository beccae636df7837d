/** Filters of the map: they only take away, never what was asked about, and never leave an edge in the air. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { codes, ontology, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { type Filter, toggled, visible } from '@kommunalgraph/web/src/features/map/filter.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const types = Object.keys(ontology.nodeTypes) as MapNode['type'][]
const relations = Object.keys(ontology.relationTypes) as RelationType[]
const spheres = codes('sphere')
const thrusts = codes('thrust')

const graph = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      spheres: fc.subarray([...spheres], { maxLength: 2 }),
      thrusts: fc.option(fc.subarray([...thrusts], { maxLength: 3 }), { nil: undefined }),
      owner: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .chain((drafts) => {
    const nodes: MapNode[] = drafts.map(({ owner, thrusts: of, ...rest }, index) => ({
      ...rest,
      id: `n${index}`,
      name: `N ${index}`,
      tenant: '990000000000',
      visibility: 'public',
      ...(of ? { thrusts: of } : {}),
      ...(owner === undefined ? {} : { owners: owner < drafts.length ? [`n${owner}`] : [] }),
    }))
    const end = fc.constantFrom(...nodes.map(({ id }) => id))
    const edge = fc.record({ from: end, to: end, type: fc.constantFrom(...relations) })
    return fc.array(edge, { maxLength: 40 }).map((ends) => ({
      nodes,
      edges: ends.map(
        (one, index): MapEdge => ({
          ...one,
          factId: `f${index}`,
          validFrom: '2020-01-01',
          validUntil: '9999-12-31',
          confidence: 'confirmed',
          visibility: 'public',
          sourceIds: [],
        }),
      ),
    }))
  })

const some = (all: readonly string[]) => fc.option(fc.subarray([...all], { minLength: 1 }), { nil: undefined })
const filter: fc.Arbitrary<Filter> = fc.record({
  types: some(types),
  spheres: some(spheres),
  thrusts: some(thrusts),
  relations: some(relations),
  owner: fc.option(fc.nat({ max: 30 }).map((index) => `n${index}`), { nil: undefined }),
})

describe('what is shown', () => {
  test('without a filter is everything (property)', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        expect(visible(nodes, edges, {})).toEqual({ nodes, edges })
      }),
    )
  })

  test('is a part of what is loaded, with every edge between two shown nodes, and always the focus (property)', () => {
    fc.assert(
      fc.property(graph, filter, fc.boolean(), ({ nodes, edges }, by, around) => {
        const focus = around ? nodes[0]?.id : undefined
        const shown = visible(nodes, edges, by, focus)
        const ids = new Set(shown.nodes.map(({ id }) => id))
        for (const node of shown.nodes) expect(nodes).toContain(node)
        for (const edge of shown.edges) {
          expect(edges).toContain(edge)
          expect(ids.has(edge.from) && ids.has(edge.to)).toBe(true)
        }
        if (focus) expect(ids).toContain(focus)
        // What was left out among the shown nodes was left out by the filter on relations.
        const left = edges.filter((edge) => !shown.edges.includes(edge) && ids.has(edge.from) && ids.has(edge.to))
        for (const edge of left) expect(by.relations?.includes(edge.type)).toBe(false)
      }),
    )
  })

  test('keeps what each filter says, and what the filter cannot speak of (property)', () => {
    fc.assert(
      fc.property(graph, filter, ({ nodes, edges }, by) => {
        const shown = new Set(visible(nodes, edges, by).nodes)
        for (const node of nodes) {
          const fits =
            (!by.types || by.types.includes(node.type)) &&
            (!by.spheres || node.spheres.length === 0 || node.spheres.some((code) => by.spheres?.includes(code))) &&
            (!by.thrusts || !node.thrusts || node.thrusts.some((code) => by.thrusts?.includes(code))) &&
            (!by.owner || node.id === by.owner || !node.owners || node.owners.includes(by.owner))
          expect(shown.has(node), node.id).toBe(fits)
        }
      }),
    )
  })

  test('around a focus, a filter on relations takes away what is no longer connected (property)', () => {
    fc.assert(
      fc.property(graph, some(relations), ({ nodes, edges }, only) => {
        const focus = nodes[0]?.id as string
        const shown = visible(nodes, edges, { relations: only ?? relations.slice(0, 3) }, focus)
        const touched = new Set(shown.edges.flatMap(({ from, to }) => [from, to]))
        for (const { id } of shown.nodes) expect(id === focus || touched.has(id)).toBe(true)
      }),
    )
  })
})

describe('ticking a box', () => {
  const all = types.slice(0, 6)

  test('the first click takes one away, the second brings it back', () => {
    const without = toggled(undefined, 'b', ['a', 'b', 'c'])
    expect(without).toEqual(['a', 'c'])
    expect(toggled(without, 'b', ['a', 'b', 'c'])).toBeUndefined()
  })

  test('twice is as before, and the order is that of the boxes (property)', () => {
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 2 }), fc.constantFrom(...all), (chosen, value) => {
        const once = toggled(chosen, value, all)
        if (once) {
          expect(once).toEqual(all.filter((one) => once.includes(one)))
          expect(once.includes(value)).toBe(!chosen.includes(value))
          expect(toggled(once, value, all)).toEqual(chosen.length === all.length ? undefined : chosen)
        } else {
          expect(new Set([...chosen, value]).size).toBe(all.length)
        }
      }),
    )
  })
})

describe('the map behind a list', () => {
  test('holds what of the list is there and what stands beside it, by one shown relation (property)', () => {
    fc.assert(
      fc.property(graph, fc.subarray(relations, { minLength: 1 }), fc.infiniteStream(fc.boolean()), ({ nodes, edges }, shownRelations, chosen) => {
        const only = new Set(nodes.filter(() => chosen.next().value).map(({ id }) => id))
        const shown = visible(nodes, edges, { only, relations: shownRelations })
        const beside = edges.filter(({ type, from, to }) => shownRelations.includes(type) && (only.has(from) || only.has(to)))
        const expected = new Set([...only, ...beside.flatMap(({ from, to }) => [from, to])])
        expect(new Set(shown.nodes.map(({ id }) => id))).toEqual(expected)
        expect(shown.edges).toEqual(beside)
      }),
    )
  })

  test('of an empty list nothing is left', () => {
    fc.assert(fc.property(graph, ({ nodes, edges }) => void expect(visible(nodes, edges, { only: new Set() })).toEqual({ nodes: [], edges: [] })))
  })
})
