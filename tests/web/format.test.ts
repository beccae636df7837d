/** Dates, money and numbers as people read them. */
import { OPEN_END as openEnd, UNKNOWN_START as unknownStart } from '@kommunalgraph/contract/ontology/common.ts'
import { formatDay, formatMoney, formatNumber, formatPercent, OPEN_END, UNKNOWN_START } from '@kommunalgraph/web/src/ui/format.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoDay } from '../contract/entered-values.ts'

/** Spaces that never break look like others in a failing test. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('days', () => {
  test('whole, by the month, by the year', () => {
    expect(formatDay('2026-11-24', 'de')).toBe('24. November 2026')
    expect(formatDay('2025-03-01', 'de')).toBe('1. März 2025')
    expect(formatDay('2025-03-01', 'de', 'month')).toBe('März 2025')
    expect(formatDay('2025-03-01', 'de', 'year')).toBe('2025')
    expect(formatDay('2026-11-24', 'en')).toBe('24 November 2026')
    expect(formatDay('2025-03-01', 'en', 'month')).toBe('March 2025')
  })

  test('the day stays the day, whatever the time zone of the reader (property)', () => {
    fc.assert(
      fc.property(isoDay, (day) => {
        const shown = formatDay(day, 'de')
        expect(shown.split('. ')[0]).toBe(String(Number(day.slice(8))))
        expect(shown.split(' ').at(-1)).toBe(String(Number(day.slice(0, 4))))
      }),
    )
  })

  test('open end and unknown start are the days of the ontology', () => {
    expect([OPEN_END, UNKNOWN_START]).toEqual([openEnd, unknownStart])
  })
})

describe('money and numbers', () => {
  test('as an office writes them', () => {
    expect(plain(formatMoney(1_200_000, 'de'))).toBe('1,2 Mio. €')
    expect(plain(formatMoney(4_900_000, 'de'))).toBe('4,9 Mio. €')
    expect(plain(formatMoney(760_000, 'de'))).toBe('760.000 €')
    expect(plain(formatMoney(0, 'de'))).toBe('0 €')
    expect(plain(formatMoney(-2_500_000, 'de'))).toBe('-2,5 Mio. €')
    expect(formatMoney(1_200_000, 'en')).toBe('€1.2 million')
    expect(formatMoney(760_000, 'en')).toBe('€760,000')
    expect(plain(formatPercent(31.44, 'de'))).toBe('31,4 %')
    expect(formatNumber(1234.5, 'de')).toBe('1.234,5')
    expect(formatNumber(1234.5, 'en')).toBe('1,234.5')
  })

  test('money is off by at most what it hides: one euro, or 5,000 from a million on (property)', () => {
    const read = (text: string) => {
      const number = Number(plain(text).replace(/[^\d,-]/g, '').replace(',', '.'))
      return text.includes('Mio.') ? number * 1_000_000 : number
    }
    fc.assert(
      fc.property(fc.double({ min: -5e9, max: 5e9, noNaN: true }), (eur) => {
        const shown = formatMoney(eur, 'de')
        expect(Math.abs(read(shown) - eur)).toBeLessThanOrEqual(shown.includes('Mio.') ? 5_001 : 1)
      }),
    )
  })
})
