/** Sentences are read aloud: good German, no id, no code, no English word for a German reader, in every answer of both demos. */
import type { GapAnswer, Ownership, QuestionAnswer, QuestionCatalogue } from '@kommunalgraph/contract/answers.ts'
import { fromName, withArticle } from '@kommunalgraph/contract/articles.ts'
import { gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import {
  type Bilingual, counted, dayText, lastDay, listText, moneyText, numberText, percentText, quoted, someOf,
} from '@kommunalgraph/contract/wording.ts'
import { describe, expect, test } from 'vitest'
import { get, getPublic, of, type Query } from '../http.ts'
import { karlsruhe, musterstadt } from '../neo4j.ts'

describe('the words', () => {
  test('days', () => {
    expect(dayText('2025-03-01', 'de')).toBe('1. März 2025')
    expect(dayText('2025-03-01', 'en')).toBe('1 March 2025')
    expect(dayText('2025-01-01', 'de', 'year')).toBe('2025')
    expect(dayText('2025-03-01', 'de', 'month')).toBe('März 2025')
    expect(lastDay('2026-01-01')).toBe('2025-12-31')
    expect(lastDay('2024-03-01')).toBe('2024-02-29')
  })

  test('money and numbers', () => {
    expect(moneyText(1_200_000, 'de')).toBe('1,2 Mio. €')
    expect(moneyText(300_000, 'de')).toBe('300.000 €')
    expect(moneyText(1_240_000, 'en')).toBe('€1.24 million')
    expect(moneyText(0, 'de')).toBe('0 €')
    expect(numberText(42.5, 'de')).toBe('42,5')
    expect(percentText(38.7, 'de')).toBe('38,7\u00a0%')
  })

  test('lists and counts', () => {
    expect(listText([], 'de')).toBe('')
    expect(listText(['A'], 'de')).toBe('A')
    expect(listText(['A', 'B', 'C'], 'de')).toBe('A, B und C')
    expect(listText(['A', 'B'], 'de', 'or')).toBe('A oder B')
    expect(someOf(['A', 'B', 'C', 'D'], 4, 'de')).toBe('A, B, C und ein weiteres')
    expect(someOf(['A', 'B', 'C'], 1200, 'de')).toBe('A, B, C und 1.197 weitere')
    expect(counted(1, 'Fall', 'Fälle', 'de')).toBe('1 Fall')
    expect(quoted('App „Musterstadt mobil“', 'de')).toBe('„App ‚Musterstadt mobil‘“')
  })

  test.each([
    ['Bauordnungsamt', 'das Bauordnungsamt', 'vom Bauordnungsamt'],
    ['Leitung Bauordnungsamt', 'die Leitung Bauordnungsamt', 'von der Leitung Bauordnungsamt'],
    ['Rat der Stadt Musterstadt', 'der Rat der Stadt Musterstadt', 'vom Rat der Stadt Musterstadt'],
    ['Haupt- und Finanzausschuss', 'der Haupt- und Finanzausschuss', 'vom Haupt- und Finanzausschuss'],
    ['Kommunales Rechenzentrum Süd', 'das Kommunale Rechenzentrum Süd', 'vom Kommunalen Rechenzentrum Süd'],
    ['Zentraler Juristischer Dienst', 'der Zentrale Juristische Dienst', 'vom Zentralen Juristischen Dienst'],
    ['Stadtwerke Musterstadt', 'die Stadtwerke Musterstadt', 'von den Stadtwerken Musterstadt'],
    ['Stadtwerke Musterstadt GmbH', 'die Stadtwerke Musterstadt GmbH', 'von der Stadtwerke Musterstadt GmbH'],
    ['Karlsruher Verkehrsverbund GmbH (KVV)', 'die Karlsruher Verkehrsverbund GmbH (KVV)', 'von der Karlsruher Verkehrsverbund GmbH (KVV)'],
    ['Referat Digitales', 'das Referat Digitales', 'vom Referat Digitales'],
    ['Freiwilligenagentur Musterstadt e.V.', 'die Freiwilligenagentur Musterstadt e.V.', 'von der Freiwilligenagentur Musterstadt e.V.'],
    ['Freifunk Musterstadt e. V.', 'der Freifunk Musterstadt e. V.', 'vom Freifunk Musterstadt e. V.'],
    ['Land Baden-Württemberg', 'das Land Baden-Württemberg', 'vom Land Baden-Württemberg'],
  ])('%s has its article', (name, nominative, from) => {
    expect([withArticle(name), fromName(name)]).toEqual([nominative, from])
  })

  test.each(['Musterstadt hilft', 'The World Games Karlsruhe', 'Chief Digital Officer (CDO)', 'Städtisches Klinikum Karlsruhe gGmbH', 'Beigeordnete für Bauen', ''])(
    'of "%s" no article is guessed', (name) => {
      expect(withArticle(name)).toBeUndefined()
      expect(fromName(name)).toBeUndefined()
    },
  )
})

/** Codes that are no German word of their own: they must never stand in a German sentence. */
const codes = new Set(
  [...Object.values(ontology.vocabularies).flatMap(({ codes }) => Object.keys(codes)), ...Object.keys(ontology.relationTypes), ...Object.keys(ontology.nodeTypes), ...gapKindNames]
    .filter((code) => /^[A-Z]{2}|_/.test(code)),
)

function check({ de, en }: Bilingual, where: string): void {
  for (const text of [de, en]) {
    expect(text, where).toMatch(/^\S.*[.]$/)
    expect(text, where).not.toMatch(/ {2}|\bundefined\b|\bnull\b|\bNaN\b|\[object|\.\.|,\.|\( |\)\)|: \.|“ \.|0001|9999/)
    expect(text, where).not.toMatch(/\b(?:org|unit|com|post|per|ini|svc|svt|sys|off|dat|dec|src|ast|prc|sph|thr):[a-z0-9]/)
    for (const word of text.split(/[^\p{L}_]+/u)) expect(codes.has(word), `${where}: ${word}`).toBe(false)
  }
  expect(de, where).not.toBe(en)
}

const tenants = [musterstadt, karlsruhe]
const readers = [['internal', get], ['public', getPublic]] as const

describe.each(readers)('every answer for an %s reader', (_, ask) => {
  test('ownership of everything that can be owned, in both municipalities', async () => {
    let seen = 0
    for (const tenant of tenants) {
      const { body } = await ask<{ items: { id: string }[] }>('/entities', { type: [...ontology.relationTypes.ACCOUNTABLE_FOR.to], tenant, limit: 200 })
      for (const { id } of body.items) {
        check((await ask<Ownership>(`${of(id)}/ownership`)).body.sentence, id)
        seen++
      }
    }
    expect(seen).toBeGreaterThan(150)
  })

  test('ownership of one entity of every other type', async () => {
    for (const type of Object.keys(ontology.nodeTypes)) {
      const { body } = await ask<{ items: { id: string }[] }>('/entities', { type, limit: 1 })
      const id = body.items[0]?.id
      if (id) check((await ask<Ownership>(`${of(id)}/ownership`)).body.sentence, id)
    }
  })

  test('every gap and its reason', async () => {
    for (const kind of gapKindNames) {
      for (const tenant of tenants) {
        const { body } = await ask<GapAnswer>(`/gaps/${kind}`, { tenant, limit: 200 })
        for (const text of [body.sentence, body.help, body.next, ...body.items.map(({ reason }) => reason)]) check(text, kind)
      }
    }
  })

  test('every question, by its examples, for another day, and for the other municipality', async () => {
    const { body } = await ask<QuestionCatalogue>('/questions', { asOf: undefined })
    for (const { code, parameters } of body.questions) {
      const own = Object.fromEntries(parameters.map(({ name, example }) => [name, example]))
      const asked: Query[] = [own, { ...own, asOf: '2019-06-30' }, { ...own, asOf: '2030-01-01' }, { ...own, tenant: karlsruhe }]
      for (const query of asked) {
        const { status, body: answer } = await ask<QuestionAnswer>(`/questions/${code}`, query)
        expect(status, `${code} ${JSON.stringify(query)}`).toBe(200)
        check(answer.sentence, `${code} ${JSON.stringify(query)}`)
      }
    }
  })
})
