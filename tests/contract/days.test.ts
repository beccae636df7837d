/** Days of a municipality are German days, whatever clock the server or the reader has. */
import { dayOf, daysBefore, today } from '@kommunalgraph/contract/days.ts'
import { describe, expect, test } from 'vitest'

describe('today', () => {
  test.each([
    ['2026-11-28T22:59:59.999Z', '2026-11-28'],
    ['2026-11-28T23:00:00.000Z', '2026-11-29'],
    ['2026-07-01T21:59:59.999Z', '2026-07-01'],
    ['2026-07-01T22:00:00.000Z', '2026-07-02'],
    ['2026-12-31T23:24:00.000Z', '2027-01-01'],
    ['2026-11-29T00:30:00.000+01:00', '2026-11-29'],
  ])('at %s it is %s', (moment, day) => {
    expect(today(new Date(moment))).toBe(day)
    expect(dayOf(moment)).toBe(day)
  })
})

test.each([
  ['2026-03-01', 1, '2026-02-28'],
  ['2028-03-01', 1, '2028-02-29'],
  ['2026-04-15', 30, '2026-03-16'],
  ['2026-12-31', -1, '2027-01-01'],
])('%s less %d days is %s', (day, count, before) => expect(daysBefore(day, count)).toBe(before))
