/** Where nodes stand around one entity: the same graph gives the same picture, nothing that stands moves, nothing overlaps. */
import { fraction, type Places, placeAround, type Point } from '@kommunalgraph/web/src/graph/places.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

/** Room of a node with its label: as in places.ts, less a pixel for rounding. */
const room = { width: 161, height: 87 }
const focus = 'ini:990000000000:digitaler-bauantrag'
const idOf = (index: number) => `unit:990000000000:amt-${index}`

const coordinate = fc.integer({ min: -2_000, max: 2_000 })
const point: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate)

/** `count` neighbours of the focus, each with a place on the whole map or without one. */
const neighbours = (max: number) =>
  fc.array(fc.option(point, { nil: undefined, freq: 6 }), { minLength: 1, maxLength: max }).map((points) => {
    const geography: Record<string, Point> = { [focus]: [0, 0] }
    points.forEach((at, index) => {
      if (at) geography[idOf(index)] = at
    })
    return { geography, nodes: points.map((_, index) => ({ id: idOf(index), parent: focus })) }
  })

function overlapping(places: Places, ids = Object.keys(places)): string[] {
  const pairs: string[] = []
  ids.forEach((one, index) => {
    for (const two of ids.slice(index + 1)) {
      const [a, b] = [places[one] as Point, places[two] as Point]
      if (Math.abs(a[0] - b[0]) < room.width && Math.abs(a[1] - b[1]) < room.height) pairs.push(`${one} and ${two}`)
    }
  })
  return pairs
}

describe('a first look', () => {
  test('everything gets a place of its own, the focus the middle (property)', () => {
    fc.assert(
      fc.property(neighbours(60), ({ nodes, geography }) => {
        const places = placeAround({ focus, nodes, geography, fixed: {} })
        expect(Object.keys(places).sort()).toEqual([focus, ...nodes.map(({ id }) => id)].sort())
        expect(places[focus]).toEqual([0, 0])
        for (const [x, y] of Object.values(places)) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
        expect(overlapping(places)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test.each([1, 14, 15, 28, 45, 60])('%i neighbours in one and the same direction still do not overlap', (count) => {
    const nodes = Array.from({ length: count }, (_, index) => ({ id: idOf(index), parent: focus }))
    const geography = { [focus]: [0, 0] as const, ...Object.fromEntries(nodes.map(({ id }) => [id, [0, -900] as const])) }
    expect(overlapping(placeAround({ focus, nodes, geography, fixed: {} }))).toEqual([])
  })

  test('is the same each time, in whatever order the neighbours come (property)', () => {
    fc.assert(
      fc.property(
        neighbours(30).chain(({ nodes, geography }) =>
          fc.record({ nodes: fc.constant(nodes), geography: fc.constant(geography), shuffled: fc.shuffledSubarray(nodes, { minLength: nodes.length }) }),
        ),
        ({ nodes, geography, shuffled }) => {
          const places = placeAround({ focus, nodes, geography, fixed: {} })
          expect(placeAround({ focus, nodes: shuffled, geography, fixed: {} })).toEqual(places)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('keeps the directions of the whole map: politics above, community below', () => {
    const nodes = ['above', 'right', 'below', 'left'].map((id) => ({ id, parent: focus }))
    const geography: Places = { [focus]: [100, 100], above: [100, -700], right: [900, 100], below: [100, 900], left: [-700, 100] }
    const { above, right, below, left } = placeAround({ focus, nodes, geography, fixed: {} }) as Record<string, Point>
    expect(above?.[1]).toBeLessThan(-100)
    expect(below?.[1]).toBeGreaterThan(100)
    expect(right?.[0]).toBeGreaterThan(100)
    expect(left?.[0]).toBeLessThan(-100)
  })
})

describe('opening one node after the other', () => {
  const opened = neighbours(30).chain(({ nodes, geography }) =>
    fc.record({
      nodes: fc.constant(nodes),
      geography: fc.constant(geography),
      parent: fc.constantFrom(...nodes.map(({ id }) => id)),
      more: fc.integer({ min: 1, max: 25 }),
    }),
  )

  test('moves nothing that stood before, and puts the new beside it without overlap (property)', () => {
    fc.assert(
      fc.property(opened, ({ nodes, geography, parent, more }) => {
        const before = placeAround({ focus, nodes, geography, fixed: {} })
        const added = Array.from({ length: more }, (_, index) => ({ id: `sys:990000000000:s-${index}`, parent }))
        const after = placeAround({ focus, nodes: [...nodes, ...added], geography, fixed: before })
        for (const [id, place] of Object.entries(before)) expect(after[id]).toEqual(place)
        expect(Object.keys(after)).toHaveLength(Object.keys(before).length + more)
        expect(overlapping(after)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('what is fixed stays even where it overlaps (property)', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', focus), point, { minKeys: 1 }), neighbours(10), (fixed, { nodes, geography }) => {
        const places = placeAround({ focus, nodes, geography, fixed })
        for (const [id, place] of Object.entries(fixed)) expect(places[id]).toEqual(place)
      }),
      { numRuns: 60 },
    )
  })
})

test('a text always has the same fraction, between 0 and 1 (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const value = fraction(text)
      expect(value).toBe(fraction(text))
      expect(value >= 0 && value < 1).toBe(true)
    }),
  )
  expect(new Set(Array.from({ length: 100 }, (_, index) => fraction(idOf(index)))).size).toBe(100)
})
