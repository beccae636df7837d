/** Cells as people write them: each reads as one value, or says what to do; nothing is guessed. */
import {
  codes,
  nodeProperties,
  type Property,
  relationProperties,
  type VocabularyName,
  vocabularyEntry,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import { vocabularies } from '@kommunalgraph/contract/ontology/vocabularies.ts'
import { itemsOf, readId, readValue } from '@kommunalgraph/seed/src/files/read-value.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const label = { de: 'Feld', en: 'Field' }
const of = (kind: Property['kind'], more: Partial<Property> = {}): Property => ({ kind, label, ...more })
const property = (properties: Readonly<Record<string, Property>>, name: string): Property => {
  const found = properties[name]
  if (!found) throw new Error(`The ontology has no ${name}`)
  return found
}

/** The value, or the rule that refuses it. */
const read = (kind: Property['kind'], text: string, exact = false) => {
  const result = readValue(of(kind), text, exact)
  return 'value' in result ? result.value : result.rule
}

describe('a number', () => {
  test.each([
    ['decimal', '1.234,56', 1234.56],
    ['decimal', '-1.234.567,8', -1234567.8],
    ['decimal', '−5', -5],
    ['decimal', '33,33', 33.33],
    ['decimal', ' 5.10', 5.1],
    ['decimal', '10.000.000', 10_000_000],
    ['decimal', ' 90 164', 90_164],
    ['decimal', '90\u00a0164,5', 90_164.5],
    ['decimal', '0.125', 0.125],
    ['decimal', '50 %', 0.5],
    ['percent', '33,33 %', 33.33],
    ['percent', '100%', 100],
    ['money', '1.234', 1234],
    ['money', '12,50 €', 12.5],
    ['money', '€ 12', 12],
    ['money', '1.000 EUR', 1000],
    ['integer', '1.234', 1234],
    ['integer', '007', 7],
    ['decimal', '1.234', 'ambiguous-number'],
    ['percent', '1.234', 'ambiguous-number'],
    ['decimal', '1,234.56', 'english-number'],
    ['decimal', '1,234,567', 'english-number'],
    ['integer', '1,5', 'not-a-whole-number'],
    ['integer', '5 %', 'not-a-number'],
    ['percent', '5 €', 'not-a-number'],
    ['money', '577.600 PLN', 'other-currency'],
    ['decimal', '1)3)', 'not-a-number'],
    ['decimal', '12.34,5', 'not-a-number'],
    ['decimal', '1.23.456', 'not-a-number'],
    ['decimal', '-', 'not-a-number'],
    ['decimal', '1e400', 'not-a-number'],
    ['decimal', '0x10', 'not-a-number'],
    ['decimal', '12345678901234567890', 'not-a-number'],
  ] as const)('%s %j is %j', (kind, text, expected) => {
    expect(read(kind, text)).toBe(expected)
  })

  test('in a number cell of a workbook, the point is the decimal point', () => {
    expect(read('decimal', '1.234', true)).toBe(1.234)
    expect(read('money', '1.234', true)).toBe(1.234)
    expect(read('integer', '1.234', true)).toBe('not-a-whole-number')
  })

  test('B30: written the German way reads back equal, with and without points between thousands', () => {
    const cents = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 })
    fc.assert(
      fc.property(cents, fc.boolean(), (amount, useGrouping) => {
        const text = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, useGrouping }).format(amount / 100)
        expect(readValue(of('money'), text)).toEqual({ value: Object.is(amount / 100, -0) ? 0 : amount / 100 })
      }),
    )
  })
})

describe('a day', () => {
  test.each([
    ['31.12.2025', '2025-12-31'],
    ['1.3.2025', '2025-03-01'],
    ['1. 3. 2025', '2025-03-01'],
    ['2025-03-01', '2025-03-01'],
    ['29.02.2024', '2024-02-29'],
    ['31.12.2025 00:00:00', '2025-12-31'],
    ['2025-12-31T00:00:00Z', '2025-12-31'],
    ['9999-12-31', '9999-12-31'],
    ['0001-01-01', '0001-01-01'],
    ['31.02.2026', 'no-such-day'],
    ['29.02.2026', 'no-such-day'],
    ['00.00.0000', 'no-such-day'],
    ['01.13.2025', 'no-such-day'],
    ['01.01.0202', 'no-such-day'],
    ['01.01.20260', 'year-of-four-digits'],
    ['31.12.25', 'year-of-four-digits'],
    ['2025', 'not-a-date'],
    ['12/31/2025', 'not-a-date'],
    ['morgen', 'not-a-date'],
    ['unbekannt', 'not-a-date'],
  ])('%j is %j', (text, expected) => {
    expect(read('date', text)).toBe(expected)
  })

  test('without a known start or an end may be said in words where the ontology has a word for it', () => {
    const properties = nodeProperties('Initiative')
    expect(readValue(property(properties, 'validFrom'), 'unbekannt')).toEqual({ value: '0001-01-01' })
    expect(readValue(property(properties, 'validUntil'), 'offen')).toEqual({ value: '9999-12-31' })
    expect(readValue(property(properties, 'validUntil'), 'unbekannt')).toMatchObject({ rule: 'not-a-date' })
  })

  test('with only a year says how to enter it', () => {
    expect(readValue(of('date'), '2019')).toMatchObject({
      next: { de: 'Tragen Sie 01.01.2019 ein und als Genauigkeit des Datums „nur Jahr bekannt“.' },
    })
  })

  test('and a time', () => {
    expect(read('dateTime', '2026-10-01T08:00:00+02:00')).toBe('2026-10-01T08:00:00+02:00')
    expect(read('dateTime', '01.10.2026 8:30')).toBe('2026-10-01T08:30:00Z')
    expect(read('dateTime', '01.10.2026')).toBe('2026-10-01T00:00:00Z')
    expect(read('dateTime', '01.10.2026 25:00')).toBe('not-a-date')
    expect(read('dateTime', '31.02.2026 10:00')).toBe('no-such-day')
  })
})

test.each([
  ['Ja', true],
  ['WAHR', true],
  ['x', true],
  ['nein', false],
  ['False', false],
  ['vielleicht', 'not-yes-or-no'],
])('yes or no: %j is %j', (text, expected) => {
  expect(read('boolean', text)).toBe(expected)
})

describe('a code', () => {
  const choice = (vocabulary: VocabularyName) => of('choice', { vocabulary })

  test('is understood by itself and by its label in both languages, in every list', () => {
    for (const vocabulary of Object.keys(vocabularies) as VocabularyName[]) {
      for (const code of codes(vocabulary)) {
        const entry = vocabularyEntry(vocabulary, code)
        for (const text of [code, entry?.label.de, entry?.label.en, entry?.label.de.toUpperCase()]) {
          expect({ vocabulary, text, read: readValue(choice(vocabulary), text ?? '') }).toEqual({
            vocabulary,
            text,
            read: { value: code },
          })
        }
      }
    }
  })

  test('B33: that is not in the list names all that are', () => {
    expect(readValue(choice('decisionResult'), 'approuvé')).toMatchObject({
      rule: 'unknown-code',
      next: {
        de: 'Erlaubt sind: angenommen · mit Änderungen angenommen · abgelehnt · vertagt · zur Kenntnis genommen · zurückgezogen.',
        en: 'Allowed are: Adopted · Adopted with amendments · Rejected · Deferred · Noted · Withdrawn.',
      },
    })
  })

  test('B40: no name of a property of objects is one', () => {
    for (const text of ['constructor', '__proto__', 'toString'])
      expect(readValue(choice('stage'), text)).toMatchObject({ rule: 'unknown-code' })
  })

  test('several in one cell, however separated, each once', () => {
    const list = of('choiceList', { vocabulary: 'workingMode' })
    for (const text of [
      'agile | service_design',
      'agile;Service Design',
      'agile, service_design',
      'agile|agile|service_design',
    ])
      expect({ text, read: readValue(list, text) }).toEqual({ text, read: { value: ['agile', 'service_design'] } })
    expect(readValue(list, 'agile | magisch')).toMatchObject({
      rule: 'unknown-code',
      message: { de: expect.stringContaining('magisch') },
    })
  })
})

describe('a text', () => {
  const organization = nodeProperties('Organization')

  test('B15: loses outer blanks, has one form of umlauts, and one line where one is meant', () => {
    expect(readValue(of('text'), '  Bu\u0308rgeramt\nMitte ')).toEqual({ value: 'Bürgeramt Mitte' })
    expect(readValue(of('longText'), 'a\r\nb')).toEqual({ value: 'a\nb' })
  })

  test('B29: that is an official key keeps its zeros; one that lost its zero is not repaired', () => {
    expect(readValue(property(organization, 'ags'), '05315000')).toEqual({ value: '05315000' })
    expect(readValue(property(organization, 'ags'), '5315000')).toMatchObject({ rule: 'leading-zero-lost' })
    expect(readValue(property(organization, 'ags'), '53150')).toMatchObject({
      rule: 'pattern',
      next: { de: 'Richtig ist etwa: 99000000.' },
    })
  })

  test('of a list is separated by | or, where there is none, by ;', () => {
    expect(itemsOf('a; b ;;c')).toEqual(['a', 'b', 'c'])
    expect(itemsOf('a;1 | b')).toEqual(['a;1', 'b'])
    expect(readValue(property(organization, 'sourceIds'), 'src:990000000000:a | src:990000000000:b')).toEqual({
      value: ['src:990000000000:a', 'src:990000000000:b'],
    })
  })

  test('B4: that is an address begins with http', () => {
    expect(read('url', 'https://www.example.org/a?b=c')).toBe('https://www.example.org/a?b=c')
    for (const text of ['www.example.org', 'javascript:alert(1)', 'data:text/html,x', 'https://a b'])
      expect({ text, rule: read('url', text) }).toEqual({ text, rule: 'not-an-address' })
  })
})

describe('an id', () => {
  test('stands as it is', () => {
    expect(readId(' unit:990000000000:amt-63 ')).toEqual({ value: 'unit:990000000000:amt-63' })
  })

  test('B14: with a mark of writing direction or a blank of no width names it and its place', () => {
    expect(readId('unit:9900\u200b00000000:amt-63')).toMatchObject({
      rule: 'invisible-character',
      message: {
        de: 'Die Kennung „unit:9900[U+200B]00000000:amt-63“ enthält an Stelle 10 ein unsichtbares Zeichen (U+200B).',
      },
    })
    expect(readId('unit:990000000000:\u202eamt')).toMatchObject({ rule: 'invisible-character' })
    expect(readId('\u200funit:990000000000:amt')).toMatchObject({ rule: 'invisible-character' })
  })

  test('with a letter that only looks right names it', () => {
    expect(readId('unit:990000000000:\u0430mt')).toMatchObject({
      rule: 'homoglyph',
      message: { de: expect.stringContaining('an Stelle 19 „а“ (U+0430), das nur wie „a“ aussieht') },
    })
    expect(readId('unit：990000000000:amt')).toMatchObject({ rule: 'homoglyph' })
    expect(readId('unit:990000000000:straße')).toMatchObject({ rule: 'not-an-id' })
  })

  test('of the wrong type, or none, says what is expected', () => {
    const accountable = property(relationProperties('ACCOUNTABLE_FOR'), 'sourceIds')
    expect(readValue(accountable, 'unit:990000000000:amt-63')).toMatchObject({
      rule: 'wrong-type',
      message: {
        de: '„unit:990000000000:amt-63“ ist eine Kennung der Art Organisationseinheit; erwartet wird: Quelle.',
      },
    })
    for (const text of ['amt-63', "'}) DETACH DELETE n //", `unit:a:${'x'.repeat(300)}`, 'UNIT:990000000000:amt'])
      expect({ text, read: readId(text) }).toMatchObject({ text, read: { rule: 'not-an-id' } })
  })
})

test('whatever the cell holds, the answer is a value or a sentence in two languages', () => {
  const properties = [...Object.values(nodeProperties('Service')), ...Object.values(relationProperties('OWNS_SHARE'))]
  fc.assert(
    fc.property(fc.constantFrom(...properties), fc.string({ unit: 'binary' }), fc.boolean(), (one, text, exact) => {
      const result = readValue(one, text, exact)
      if ('value' in result) expect(Number.isNaN(result.value)).toBe(false)
      else for (const { de, en } of [result.message, result.next]) expect(de.length * en.length).toBeGreaterThan(0)
    }),
  )
})
