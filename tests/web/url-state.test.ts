/** The address holds the state of every view: what goes in comes out, and what is not understood is dropped. */
import { baseSearch, isDay, list, listSearch, parseSearch, stringifySearch } from '@kommunalgraph/web/src/url-state.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idPart, isoDay } from '../contract/entered-values.ts'

const id = fc.tuple(idPart, idPart).map(([scheme, local]) => `ini:${scheme}:${local}`)
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })

describe('days', () => {
  test('every day of the calendar is one (property)', () => {
    fc.assert(
      fc.property(isoDay, (day) => {
        expect(isDay(day)).toBe(true)
      }),
    )
  })

  test.each(['', '2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-1-2', '01.11.2026', '2026-11-01T00:00', ' 2026-11-01'])(
    '%j is none',
    (wrong) => expect(isDay(wrong)).toBe(false),
  )

  test('a missing day is none', () => expect(isDay(undefined)).toBe(false))
})

describe('what every page carries', () => {
  test('is read when it is well formed', () => {
    expect(baseSearch({ tenant: '082120000000', asOf: '2026-11-01', lang: 'en', focus: 'x' })).toEqual({
      tenant: '082120000000',
      asOf: '2026-11-01',
      lang: 'en',
    })
    expect(baseSearch({ lang: 'de' })).toEqual({})
  })

  test('whatever stands in the address, the result is well formed (property)', () => {
    const raw = fc.record(
      { tenant: fc.anything(), asOf: fc.oneof(fc.anything(), isoDay, text), lang: fc.oneof(fc.anything(), fc.constantFrom('de', 'en', 'EN')) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(raw, (given) => {
        const { tenant, asOf, lang, ...rest } = baseSearch(given)
        expect(rest).toEqual({})
        if (tenant !== undefined) expect(tenant).toMatch(/^\d{12}$/)
        if (asOf !== undefined) expect(isDay(asOf)).toBe(true)
        expect([undefined, 'en']).toContain(lang)
      }),
    )
  })
})

describe('the address', () => {
  test('reads easily: ids and lists stay as they are', () => {
    const search = { focus: 'ini:990000000000:digitaler-bauantrag', types: ['Post', 'System'], view: undefined, open: [], q: '' }
    expect(stringifySearch(search)).toBe('?focus=ini:990000000000:digitaler-bauantrag&types=Post,System')
    expect(stringifySearch({})).toBe('')
  })

  test('texts come back as they went in (property)', () => {
    fc.assert(
      fc.property(fc.dictionary(idPart, text, { maxKeys: 5, noNullPrototype: true }), (search) => {
        expect(parseSearch(stringifySearch(search))).toEqual(search)
      }),
    )
  })

  test('lists of ids come back as they went in (property)', () => {
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 8 }), (open) => {
        expect(list(parseSearch(stringifySearch({ open })).open)).toEqual(open)
      }),
    )
  })

  test('an empty list is no list', () => {
    for (const none of [undefined, '', 7, null, ['a']]) expect(list(none)).toBeUndefined()
    expect(list('a,,b,')).toEqual(['a', 'b'])
  })

  test('characters with a meaning in addresses do no harm', () => {
    const search = { q: 'a&b=c?d#e+f%20g,h:i ä/ß', owner: 'post:990000000000:cdo' }
    expect(parseSearch(stringifySearch(search))).toEqual(search)
    expect(new URL(`http://localhost/map${stringifySearch(search)}`).hash).toBe('')
  })

  test('the address of a list fits into the address of its map', () => {
    const search = { type: 'Initiative', thrust: '5.5', involves: 'politics,upper_tier', participant: 'org:990000000000:freifunk', q: 'a&b=c' }
    const map = stringifySearch({ list: stringifySearch(search).slice(1) })
    expect(listSearch(parseSearch(parseSearch(map).list ?? ''))).toEqual(search)
    expect(listSearch({ ...search, lang: 'en', depth: '', unknown: 'x', stage: 7 })).toEqual(search)
  })
})
