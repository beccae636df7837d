import { holdsOn, isOpen, overlap, within } from '@kommunalgraph/api/src/changes/intervals.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoDay } from './entered-values.ts'

const interval = fc
  .tuple(isoDay, isoDay)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { validFrom: a, validUntil: b } : { validFrom: b, validUntil: a }))

test('days compare as text as they do as days', () => {
  fc.assert(
    fc.property(isoDay, isoDay, (a, b) => {
      expect(a < b).toBe(Date.parse(a) < Date.parse(b))
    }),
  )
})

test('two intervals overlap exactly if some day lies in both: the later start', () => {
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      const later = [a.validFrom, b.validFrom].sort().at(-1) ?? ''
      expect(overlap(a, b)).toBe(holdsOn(a, later) && holdsOn(b, later))
      expect(overlap(a, b)).toBe(overlap(b, a))
      expect(overlap(a, a)).toBe(true)
    }),
  )
})

test('the end does not belong to it: neighbours only touch', () => {
  fc.assert(
    fc.property(interval, isoDay, (a, end) => {
      fc.pre(end > a.validUntil)
      expect(holdsOn(a, a.validFrom)).toBe(true)
      expect(holdsOn(a, a.validUntil)).toBe(false)
      expect(overlap(a, { validFrom: a.validUntil, validUntil: end })).toBe(false)
    }),
  )
})

test('within means: on no day outside', () => {
  fc.assert(
    fc.property(interval, interval, isoDay, (inner, outer, day) => {
      if (within(inner, outer)) expect(holdsOn(outer, day) || !holdsOn(inner, day)).toBe(true)
      expect(within(inner, { validFrom: UNKNOWN_START, validUntil: OPEN_END })).toBe(true)
    }),
  )
})

test('open is what has no known end', () => {
  fc.assert(
    fc.property(interval, (a) => {
      expect(isOpen(a)).toBe(a.validUntil === '9999-12-31')
    }),
  )
})
