import { escapeLucene, luceneQueries } from '@kommunalgraph/api/src/graph/lucene.ts'
import type { SearchAnswer } from '@kommunalgraph/contract/answers.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { address, get, getPublic, type Query, send } from '../http.ts'
import { karlsruhe, musterstadt } from '../neo4j.ts'

async function search(q: string, query: Query = {}) {
  const { status, body } = await get<SearchAnswer>('/search', { q, ...query })
  expect(status).toBe(200)
  return body
}

const ids = ({ items }: SearchAnswer) => items.map(({ entity }) => entity.id)
const application = 'ini:990000000000:digitaler-bauantrag'

test('a name is found by its beginning, by one of its words, and by a slip of the finger', async () => {
  for (const q of [
    'Digitaler Bauantrag',
    'digitaler bauan',
    'Bauantrag',
    'bauan digi',
    'Digitaler Bauantarg',
    'digtaler bauantrag',
  ]) {
    expect(ids(await search(q)), q).toContain(application)
  }
  expect((await search('Digitaler Bauantrag')).items[0]).toMatchObject({
    entity: { id: application, type: 'Initiative', name: 'Digitaler Bauantrag' },
    tenant: musterstadt,
    matched: { property: 'name', text: 'Digitaler Bauantrag' },
  })
})

test('B15: umlauts and ß are found in every spelling', async () => {
  const spellings = [
    'Einführung der E-Akte',
    'Einfuhrung',
    'Einfuehrung',
    'EINFÜHRUNG',
    'Einführung'.normalize('NFD'),
    'einfueh',
  ]
  for (const q of spellings) expect(ids(await search(q, { limit: 50 })), q).toContain('ini:990000000000:e-akte')
  const streets = await Promise.all(['Straße', 'Strasse', 'strass', 'straß'].map((q) => search(q, { limit: 50 })))
  for (const found of streets)
    expect(ids(found)).toEqual(expect.arrayContaining(ids(streets[0] as SearchAnswer).slice(0, 3)))
})

test('an id and every official key are found exactly, and first', async () => {
  const keys: [q: string, id: string, property: string][] = [
    [application, application, 'id'],
    [application.toUpperCase(), application, 'id'],
    ['990000000000', 'org:ars:990000000000', 'ars'],
    ['99115005104000', 'svt:leika:99115005104000', 'leikaKey'],
    ['2026/n17', 'dec:990000000000:v-2026-n17', 'reference'],
  ]
  for (const [q, id, property] of keys) {
    const { items } = await search(q)
    expect(items[0]?.entity.id, q).toBe(id)
    expect(items[0]?.matched.property, q).toBe(property)
    expect(items[0]?.score, q).toBe(1)
  }
  const papers = await search('2026/0214', { tenant: karlsruhe })
  expect(papers.items[0]).toMatchObject({
    entity: { type: 'Decision' },
    matched: { property: 'reference', text: '2026/0214' },
    score: 1,
  })
})

test('a word of a description is found, and the answer shows where', async () => {
  const { items } = await search('Papierumlauf Fachstellen gleichzeitig'.split(' ').slice(1).join(' '))
  const hit = items.find(({ entity }) => entity.id === application)
  expect(hit?.matched.property).toBe('description')
  expect(hit?.matched.text).toContain('Fachstellen')
})

test('types and tenants narrow the search; both tenants can be asked', async () => {
  for (const { entity } of (await search('digital', { types: 'Initiative', limit: 50 })).items)
    expect(entity.type).toBe('Initiative')
  for (const { entity } of (await search('digital', { types: 'Initiative,Service', limit: 50 })).items)
    expect(['Initiative', 'Service']).toContain(entity.type)
  for (const { tenant } of (await search('digital', { limit: 50 })).items)
    expect([musterstadt, 'shared']).toContain(tenant)
  for (const { tenant } of (await search('digital', { tenant: karlsruhe, limit: 50 })).items)
    expect([karlsruhe, 'shared']).toContain(tenant)
  const both = await search('digitaler bauantrag', { tenant: [musterstadt, karlsruhe] })
  expect(new Set(both.items.slice(0, 2).map(({ tenant }) => tenant))).toEqual(new Set([musterstadt, karlsruhe]))
})

test('what did not exist on the day asked about is not found', async () => {
  expect(ids(await search('Digitaler Bauantrag', { asOf: '2020-01-01' }))).not.toContain(application)
})

test('a public reader finds nothing internal, and cannot tell that it is there', async () => {
  const internal = 'ini:990000000000:sicherheitsuebung'
  expect(ids(await search('Sicherheitsvorfall-Übung 2026'))).toContain(internal)
  for (const q of ['Sicherheitsvorfall-Übung 2026', 'sicherheitsvor', internal, 'Sicherheitsvorfall']) {
    const { body } = await getPublic<SearchAnswer>('/search', { q, limit: 1 })
    expect(JSON.stringify(body.items)).not.toContain(internal)
    const all = await getPublic<SearchAnswer>('/search', { q, limit: 50 })
    expect(body.truncated, q).toBe(all.body.items.length > 1)
  }
})

test('the limit is kept, and the answer says when there is more', async () => {
  const three = await search('digital', { limit: 3 })
  expect(three.items).toHaveLength(3)
  expect(three.truncated).toBe(true)
  expect(ids(await search('digital', { limit: 50 })).slice(0, 3)).toEqual(ids(three))
  const wrong = await get<{ errors: { path: string }[] }>('/search', { q: 'x', limit: 51 })
  expect(wrong.status).toBe(400)
  expect(wrong.body.errors[0]?.path).toBe('query.limit')
})

test('B8, B9, B10, B12, B13: query syntax is text: never an error, never a field or a wildcard', async () => {
  const typed = [
    'foo AND (',
    '*',
    '?',
    '"',
    '\\',
    'a^',
    '[a TO',
    '{b',
    '/a',
    '/(a+)+$/',
    'name:x',
    'tenant:990000000000',
    'AND',
    'OR NOT',
    '~',
    '-',
    '+',
    '&&',
    '||',
    '!',
    ' ',
    '',
    'tb-',
    '\u0000',
    '\ud800',
    '\u202e',
    '😀',
    "'}) DETACH DELETE n //",
    '%',
    '_',
    '$asOf',
    '<b>',
  ]
  for (const q of typed) {
    const { status, body } = await get<SearchAnswer>('/search', { q })
    expect(status, JSON.stringify(q)).toBe(200)
    expect(body.cut, JSON.stringify(q)).toBe(false)
  }
  expect((await search('*')).items).toEqual([])
  for (const q of [
    'name:x OR id:*',
    'tenant:990000000000',
    'digital~2 AND (bau*)',
    '"bauantrag digitaler"^4',
    '-digital +bauantrag',
  ]) {
    expect(ids(await search(q)), q).toEqual(ids(await search(q.replace(/[^\p{L}\p{N}]+/gu, ' '))))
  }
  expect(ids(await search('"digitaler" AND bauantrag)'))).not.toContain('ini:990000000000:e-akte')
  expect(ids(await search('bauantrag-'))).toContain(application)
})

test('B11: text of 10,000 characters is cut to 200, and the answer says so', async () => {
  for (const q of ['bauantrag '.repeat(1_000), 'ü'.repeat(10_000), '😀'.repeat(5_000), 'a b '.repeat(2_500)]) {
    const body = await search(q)
    expect(body.cut).toBe(true)
    expect([...body.query].length).toBeLessThanOrEqual(200)
  }
})

test('without a text there is nothing to search: 400', async () => {
  const { status, body } = await send<{ errors: { path: string }[] }>(address('/search'))
  expect(status).toBe(400)
  expect(body.errors[0]?.path).toBe('query.q')
})

test('whatever is typed, the answer is 200 (property)', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'AND',
          'OR',
          'NOT',
          'TO',
          '(',
          ')',
          '"',
          '*',
          '~2',
          '^',
          '\\',
          '/',
          ':',
          'a',
          'ß',
          '{',
          ']',
          '+',
          '-',
          ' ',
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(text, async (q) => {
      const { status } = await get('/search', { q })
      expect(status).toBe(200)
    }),
    { numRuns: 80 },
  )
})

test('escaping leaves no character with a meaning (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const escaped = escapeLucene(text)
      // What is left after taking out every escaped character must be free of syntax.
      expect(escaped.replace(/\\[\s\S]/g, '')).not.toMatch(/[+\-&|!(){}[\]^"~*?:\\/\s]/)
      // Nothing is lost: without the backslashes it is the text again.
      expect(escaped.replace(/\\([\s\S])/g, '$1').toLowerCase()).toBe(text.toLowerCase())
      expect(escaped).not.toMatch(/^(AND|OR|NOT|TO)$/)
    }),
  )
})

test('a query has few clauses, however much is typed (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const queries = luceneQueries(text, true)
      if (queries)
        expect(queries.nameQuery.split(' OR ').length + queries.nameQuery.split(' AND ').length).toBeLessThan(100)
    }),
  )
})
