/** Walking over the map with the arrow keys. */
import { arrows, nextAlong } from '@kommunalgraph/web/src/graph/keyboard.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const here = { id: 'here', x: 0, y: 0 }
const right = arrows.ArrowRight ?? [1, 0]

test.each([
  ['the one in this direction', [{ id: 'a', x: 100, y: 10 }, { id: 'b', x: -100, y: 0 }], 'a'],
  ['the nearer of two in line', [{ id: 'far', x: 300, y: 0 }, { id: 'near', x: 100, y: 0 }], 'near'],
  ['the straighter of two alike', [{ id: 'aslant', x: 80, y: 80 }, { id: 'straight', x: 110, y: 0 }], 'straight'],
  ['none where all lie elsewhere', [{ id: 'up', x: 0, y: -50 }, { id: 'back', x: -50, y: 0 }], undefined],
  ['not itself', [here], undefined],
])('goes to %s', (_, neighbours, expected) => {
  expect(nextAlong(here, right, neighbours)).toBe(expected)
})

test('every neighbour lies in the direction of some key', () => {
  const coordinate = fc.integer({ min: -1_000, max: 1_000 })
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      fc.pre(x !== 0 || y !== 0)
      const reached = Object.values(arrows).map((direction) => nextAlong(here, direction, [{ id: 'there', x, y }]))
      expect(reached).toContain('there')
    }),
  )
})

test('the answer does not depend on the order of the neighbours', () => {
  const spots = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) }), { selector: ({ id }) => id, maxLength: 8 })
  fc.assert(fc.property(spots, fc.constantFrom(...Object.values(arrows)), (neighbours, direction) => {
    expect(nextAlong(here, direction, [...neighbours].reverse())).toBe(nextAlong(here, direction, neighbours))
  }))
})
