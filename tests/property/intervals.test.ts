import { holdsOn, type Interval, isOpen, overlap, within } from '@kommunalgraph/api/src/changes/intervals.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoDay } from '../contract/entered-values.ts'

/** Days around which mistakes live: the ends of time, leap days, turns of the year. */
const day = fc.oneof(
  isoDay,
  fc.constantFrom(UNKNOWN_START, OPEN_END, '2024-02-28', '2024-02-29', '2024-03-01', '2025-12-31', '2026-01-01'),
)
const interval: fc.Arbitrary<Interval> = fc
  .tuple(day, day)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { validFrom: a, validUntil: b } : { validFrom: b, validUntil: a }))

test('two overlap exactly if there is a day on which both hold', () => {
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      // If there is such a day, the later of the two starts is one.
      const candidate = a.validFrom > b.validFrom ? a.validFrom : b.validFrom
      expect(overlap(a, b)).toBe(holdsOn(a, candidate) && holdsOn(b, candidate))
      expect(overlap(a, b)).toBe(overlap(b, a))
      expect(overlap(a, a)).toBe(true)
    }),
  )
})

test('ended on a day and begun on the same day: neighbours, without a gap and without an overlap', () => {
  fc.assert(
    fc.property(interval, day, ({ validFrom, validUntil }, change) => {
      fc.pre(validFrom < change && change < validUntil)
      const [before, after] = [
        { validFrom, validUntil: change },
        { validFrom: change, validUntil },
      ]
      expect(overlap(before, after)).toBe(false)
      for (const asked of [validFrom, change, validUntil]) {
        const holds = [before, after].filter((one) => holdsOn(one, asked)).length
        expect(holds).toBe(holdsOn({ validFrom, validUntil }, asked) ? 1 : 0)
      }
    }),
  )
})

test('what lies within another holds on no other day; only the open end is open', () => {
  fc.assert(
    fc.property(interval, interval, day, (inner, outer, asked) => {
      if (within(inner, outer) && holdsOn(inner, asked)) expect(holdsOn(outer, asked)).toBe(true)
      expect(isOpen(inner)).toBe(inner.validUntil === OPEN_END)
    }),
  )
})
