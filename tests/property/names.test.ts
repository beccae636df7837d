/** Names as offices write them: what must be the same, what must not, and what holds for any text. */
import { readFileSync } from 'node:fs'
import { pairsToCompare } from '@kommunalgraph/api/src/merging/blocking.ts'
import { compareNames, normalName } from '@kommunalgraph/api/src/merging/names.ts'
import { type Comparable, PROPOSED_FROM, scoreOf } from '@kommunalgraph/api/src/merging/score.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const compare = (a: string, b: string) => compareNames(normalName(a), normalName(b))

describe('the same, written differently', () => {
  test.each([
    ['Amt f. Straßenbau', 'Strassenbau, Amt für'],
    ['Amt u. Büro', 'Büro und Amt'],
    ['FB Umwelt', 'Fachbereich Umwelt'],
    ['Abt. Hochbau', 'Abteilung Hochbau'],
    ['Stadt Köln', 'Koeln'],
    ['Stadtwerke Köln GmbH', 'Stadtwerke Koeln Gesellschaft mit beschränkter Haftung'],
    ['Kulturring e. V.', 'Kulturring eingetragener Verein'],
    ['Bürgerenergie eG', 'Buergerenergie eingetragene Genossenschaft'],
    ['Entsorgung AöR', 'Entsorgung, Anstalt des öffentlichen Rechts'],
    ['Wohnbau GmbH & Co. KG', 'Wohnbau GmbH u. Co KG'],
    ['IT-Amt', 'ITAmt'],
    ['Hauptstr. 5', 'Hauptstraße 5'],
    ['STRASSENBAUAMT', 'Straßenbauamt'],
    ['Busverkehr GmbH1)3)', 'Busverkehr GmbH'],
    ['Bau\u200Bamt', 'Bauamt'],
  ])('%s = %s', (a, b) => {
    expect(compare(a, b)).toMatchObject({ same: true, otherNumber: false, otherLegalForm: false })
    expect(compare(a, b).score).toBeGreaterThanOrEqual(0.97)
  })

  test('a slip of the finger and another ending are near', () => {
    for (const [a, b] of [
      ['Digitaler Bauantrag', 'Digitaler Bauantag'],
      ['Digitaler Bauantrag', 'Bauantrag digital'],
      ['Senioren-Netz Musterstadt e.V.', 'Seniorennetz Musterstadt e.V.'],
    ] as const) {
      expect(compare(a, b).score, `${a} ${b}`).toBeGreaterThanOrEqual(PROPOSED_FROM)
    }
  })
})

describe('not the same', () => {
  test.each([
    ['Amt 10', 'Amt 11'],
    ['Bezirksbeirat I', 'Bezirksbeirat II'],
    ['Zweckverband Wasser Nord', 'Zweckverband Wasser Süd'],
    ['Ausschuss für Umwelt', 'Ausschuss für Kultur'],
    ['Bauamt', 'Hauptamt'],
    ['Leitung des Bauamts', 'Leitung des Hauptamts'],
    ['SPD im Gemeinderat', 'FDP im Gemeinderat'],
    ['FÜR im Gemeinderat', 'FW im Gemeinderat'],
    ['Bäderausschuss', 'Bauausschuss'],
    ['Stadt Fürth', 'Landkreis Fürth'],
    ['Haushalt 2024', 'Haushalt 2025'],
  ])('%s ≠ %s', (a, b) => {
    expect(compare(a, b).score).toBeLessThan(PROPOSED_FROM)
    expect(compare(a, b).same).toBe(false)
  })

  test('another legal form is said', () => {
    expect(compare('Stadtwerke GmbH', 'Stadtwerke AG')).toMatchObject({ otherLegalForm: true })
    expect(compare('Stadtwerke GmbH', 'Stadtwerke')).toMatchObject({ otherLegalForm: false, score: 1 })
  })
})

const name = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.array(fc.constantFrom('Amt', 'für', 'Straßenbau', 'GmbH', 'e.V.', 'Köln', 'FB', '2', 'II', '&', 'Übersee', 'Abt.', '10', 'Nord'), { maxLength: 6 }).map((words) => words.join(' ')),
)

describe('for any text', () => {
  test('a name is the same as itself, and both orders of a pair score the same, between 0 and 1', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [one, two] = [normalName(a), normalName(b)]
        expect(compareNames(one, two)).toEqual(compareNames(two, one))
        const { score } = compareNames(one, two)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        if (one.words.length > 0) expect(compareNames(one, one)).toMatchObject({ score: 1, same: true })
      }),
      { numRuns: 500 },
    )
  })

  test('spelling of umlauts, capitals and order of words change nothing', () => {
    const spelt = (text: string) => text.replaceAll('ß', 'ss').replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)
    const words = fc.array(fc.constantFrom('Tiefbau', 'Straßenbau', 'Öffentlichkeit', 'Bürger', 'Köln', 'Schule', 'größe'), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(words, (list) => {
        const plain = normalName(list.join(' '))
        expect(normalName(spelt(list.join(' '))).words).toEqual(plain.words)
        expect(normalName(list.join(' ').toUpperCase()).words).toEqual(plain.words)
        expect(normalName([...list].reverse().join(', ')).words).toEqual(plain.words)
      }),
    )
  })
})

const entity = (id: number, text: string, more: Partial<Comparable> = {}): Comparable => ({
  id: `x${id}`,
  type: 'Organization',
  name: text,
  tenant: 't',
  names: [normalName(text)],
  keys: {},
  distinguishing: {},
  parent: null,
  ...more,
})

describe('the score', () => {
  test('an equal key outweighs another name; another key outweighs the same name', () => {
    const [a, b] = [entity(1, 'Müller Bau', { keys: { registerId: 'HRB 1' } }), entity(2, 'Ganz anders', { keys: { registerId: 'HRB 1' } })]
    expect(scoreOf(a, b)).toMatchObject({ score: expect.any(Number), reasons: expect.arrayContaining([expect.objectContaining({ code: 'same_key' })]) })
    expect(scoreOf(a, b).score).toBeGreaterThanOrEqual(PROPOSED_FROM)
    const [c, d] = [entity(3, 'Neustadt', { keys: { ags: '01000001' } }), entity(4, 'Neustadt', { keys: { ags: '02000002' } })]
    expect(scoreOf(c, d).score).toBeLessThan(PROPOSED_FROM)
  })

  test('shared neighbours support a likeness, and make up for nothing that speaks against', () => {
    const [a, b] = [entity(1, 'Volkswohnung GmbH'), entity(2, 'Volkswohnung Bau GmbH')]
    expect(scoreOf(a, b, ['Stadt'], 1).score).toBeGreaterThan(scoreOf(a, b).score)
    const [c, d] = [entity(1, 'Amt 10'), entity(2, 'Amt 11')]
    expect(scoreOf(c, d, ['Stadt'], 9).score).toBe(scoreOf(c, d).score)
  })

  test('two equal short names alone are nothing', () => {
    const sjb = normalName('SJB')
    const [a, b] = [entity(1, 'Sozial- und Jugendbehörde', { names: [normalName('Sozial- und Jugendbehörde'), sjb] }), entity(2, 'Schul- und Sportamt', { names: [normalName('Schul- und Sportamt'), sjb] })]
    expect(scoreOf(a, b).score).toBeLessThan(PROPOSED_FROM)
  })
})

describe('blocking', () => {
  test('loses no pair of the same name, compares no two types or municipalities, and names each pair once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.constantFrom('Organization', 'OrgUnit'), fc.constantFrom('t', 'u')), { maxLength: 15 }), (list) => {
        const entities = list.map(([text, type, tenant], index) => entity(index, text, { type, tenant }))
        const pairs = pairsToCompare(entities)
        expect(new Set(pairs.map(String)).size).toBe(pairs.length)
        for (const [a, b] of pairs) {
          expect(entities[a]?.type).toBe(entities[b]?.type)
          expect(entities[a]?.tenant).toBe(entities[b]?.tenant)
        }
        const met = new Set(pairs.map(String))
        entities.forEach((one, first) => {
          entities.slice(first + 1).forEach((two, offset) => {
            const same = one.type === two.type && one.tenant === two.tenant && one.names[0]?.words.join(' ') === two.names[0]?.words.join(' ')
            if (same) expect(met).toContain(`${first},${first + 1 + offset}`)
          })
        })
      }),
    )
  })
})

const real = new URL('../../../shared/data/real/', import.meta.url)
const read = (path: string): string | undefined => {
  try {
    return readFileSync(new URL(path, real), 'utf8')
  } catch {
    return undefined
  }
}
const municipalities = read('municipalities/AuszugGV4QAktuell.csv')
const holdings = read('ownership-federal/indirect_ownership.csv')

/** The last and the second field of a line whose fields are all quoted. */
const fields = (line: string) => line.replace(/^"|"$/g, '').split('","')

describe('real names', () => {
  test.skipIf(municipalities === undefined)('11,004 municipalities: a thousandth of all pairs is looked at, and none of another key is proposed', () => {
    const lines = (municipalities ?? '').split('\n').filter((line) => line.startsWith('60,'))
    const entities = lines.map((line, index) => {
      const cells = line.split(',')
      return entity(index, cells[7] ?? '', { type: 'Territory', keys: { ags: cells.slice(2, 7).join('') } })
    })
    expect(entities.length).toBeGreaterThan(10_000)
    const pairs = pairsToCompare(entities)
    expect(pairs.length).toBeLessThan((entities.length * (entities.length - 1)) / 2 / 1000)
    const proposed = pairs.filter(([a, b]) => scoreOf(entities[a] as Comparable, entities[b] as Comparable).score >= PROPOSED_FROM)
    expect(proposed).toEqual([])
  })

  test.skipIf(holdings === undefined)('holdings: far more parents are found than by their exact name', () => {
    const rows = (holdings ?? '').split(/\r?\n/).slice(1).filter(Boolean).map(fields)
    const names = [...new Set(rows.map((row) => (row[1] ?? '').trim()))]
    const parents = [...new Set(rows.map((row) => (row.at(-1) ?? '').trim()))].slice(0, 100)
    const normal = names.map(normalName)
    expect(parents).toHaveLength(100)
    const exact = parents.filter((parent) => names.includes(parent)).length
    const found = parents.filter((parent) => {
      const own = normalName(parent)
      return normal.some((other) => compareNames(own, other).score >= PROPOSED_FROM)
    }).length
    expect(found).toBeGreaterThan(exact * 3)
  })
})
