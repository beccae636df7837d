/** What depends on a thing and what it needs, compared with the demo's files. */
import type { Impact, ImpactEnd, ImpactMap, QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { ontology, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { csvText } from '@kommunalgraph/api/src/walks/csv.ts'
import { explain, type ImpactRow, type Need } from '@kommunalgraph/api/src/walks/impact.ts'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DemoFact, demoView, ownersOf, stepsFrom } from '../demo-graph.ts'
import { address, get, getPublic, of, type Query } from '../http.ts'
import { asOf } from '../neo4j.ts'
import { refusedAt } from '../refused.ts'

const hall = 'sys:990000000000:rz-rathaus'
const permits = 'sys:990000000000:parkrechte'
const building = 'svc:990000000000:99012008001000'

const needs = relationTypeNames.filter((name) => ontology.relationTypes[name].needs)
const isNeed = ({ relation }: DemoFact) => needs.includes(relation)
/** Weakest first. */
const strengths = ['low', 'medium', 'high', 'essential']

async function impact(id: string, query: Query = {}, ask = get) {
  const { status, body } = await ask<Impact>(`${of(id)}/impact`, query)
  expect(status).toBe(200)
  return body
}

const ids = ({ hits }: Impact) => hits.map(({ entity }) => entity.id)

describe.each([
  ['dependents', hall, 'internal', 60],
  ['dependents', 'org:990000000000:netze', 'internal', 60],
  ['dependents', hall, 'public', 40],
  ['dependencies', building, 'internal', 8],
  ['dependencies', building, 'public', 6],
] as const)('%s of %s for an %s reader', (direction, start, reader, atLeast) => {
  const view = demoView({ reader })
  const ask = reader === 'public' ? getPublic : get
  const expected = stepsFrom(view, start, { along: isNeed, way: direction === 'dependents' ? 'in' : 'out', most: 12 })

  test('everything reached, in as few steps as possible, nearest first', async () => {
    expect(expected.size).toBeGreaterThan(atLeast)
    const answer = await impact(start, { direction }, ask)
    expect(Object.fromEntries(answer.hits.map(({ entity, depth }) => [entity.id, depth]))).toEqual(Object.fromEntries(expected))
    expect(answer).toMatchObject({ direction, total: expected.size, truncated: false, asOf, entity: { id: start } })
    const depths = answer.hits.map(({ depth }) => depth)
    expect(depths).toEqual([...depths].sort((a, b) => a - b))
    expect(answer.byDepth).toEqual([...new Set(depths)].map((depth) => ({ depth, count: depths.filter((one) => one === depth).length })))
    expect(answer.byDepth.reduce((sum, { count }) => sum + count, 0)).toBe(answer.total)
  })

  test('a chain of real needs explains each hit, with its weakest link and any fallback', async () => {
    const { hits } = await impact(start, { direction }, ask)
    for (const { entity, depth, chain, criticality, fallback } of hits) {
      expect(chain, entity.id).toHaveLength(depth)
      expect(chain.at(-1)?.entity.id).toBe(start)
      let at = entity.id
      const used = chain.map(({ entity: next, relation, factId }) => {
        const [from, to] = direction === 'dependents' ? [at, next.id] : [next.id, at]
        at = next.id
        expect(factId.split(':')[1]).toBe(relation.toLowerCase().replaceAll('_', '-'))
        return view.facts.filter((fact) => fact.relation === relation && fact.from === from && fact.to === to)
      })
      expect(used.filter((facts) => facts.length === 0), entity.id).toEqual([])
      if (used.some((facts) => facts.length > 1)) continue
      const places = used.flatMap(([fact]) => (fact?.values.criticality === undefined ? [] : [strengths.indexOf(String(fact.values.criticality))]))
      expect(criticality, entity.id).toBe(places.length === 0 ? undefined : strengths[Math.min(...places)])
      expect(fallback, entity.id).toBe(used.some(([fact]) => fact?.values.fallback === true))
    }
  })

  test('the map of it is exactly the hits and the start, joined by the needs among them', async () => {
    const answer = await impact(start, { direction }, ask)
    const { status, body } = await ask<ImpactMap>(`${of(start)}/impact/map`, { direction })
    expect(status).toBe(200)
    expect(body.nodes.map(({ id }) => id)).toEqual([start, ...ids(answer)])
    expect(body.depths).toEqual({ [start]: 0, ...Object.fromEntries(answer.hits.map(({ entity, depth }) => [entity.id, depth])) })
    expect(body).toMatchObject({ total: answer.total, truncated: false, direction, asOf })
    const among = view.facts.filter((fact) => isNeed(fact) && body.depths[fact.from] !== undefined && body.depths[fact.to] !== undefined)
    expect(body.edges.map(({ from, type, to }) => `${from} ${type} ${to}`).sort()).toEqual(among.map(({ from, relation, to }) => `${from} ${relation} ${to}`).sort())
  })

  test('what ends at a hit is what the files say: itself, its contracts, the relation by which it is reached', async () => {
    const { hits } = await impact(start, { direction }, ask)
    for (const { entity, ends, chain } of hits) {
      const known = view.entities.get(entity.id)
      const contracts = view.facts.filter(({ from, relation, values }) => from === entity.id && (relation === 'OPERATED_BY' || relation === 'OFFERED_BY') && values.contractUntil)
      const own = (['endOfLife', 'contractUntil'] as const).flatMap((name) => (known?.values[name] ? [String(known.values[name])] : []))
      const told = (wanted: (end: ImpactEnd) => boolean) => ends.filter(wanted).map(({ date }) => date).sort()
      expect(told(({ relation, property }) => !relation && property !== 'validUntil'), entity.id).toEqual(own.sort())
      expect(told(({ relation, direction: way, property }) => relation !== undefined && way === 'out' && property === 'contractUntil'), entity.id).toEqual(contracts.map(({ values }) => String(values.contractUntil)).sort())
      for (const { with: other, direction: way } of ends) if (way === 'in') expect(other?.id).toBe(chain[0]?.entity.id)
      for (const { date, over } of ends) expect(over).toBe(date <= asOf)
      expect(ends.map(({ date }) => date)).toEqual(ends.map(({ date }) => date).sort())
    }
    if (direction === 'dependents' && reader === 'internal') expect(hits.flatMap(({ ends }) => ends).length).toBeGreaterThan(0)
  })

  test('owners stand at each hit', async () => {
    const { hits } = await impact(start, { direction }, ask)
    for (const { entity, owners } of hits) expect(owners.map(({ id }) => id).sort(), entity.id).toEqual(ownersOf(view, entity.id))
  })
})

test('the demo: a small impact by name, and what a failure really reaches as in question T01', async () => {
  const small = await impact(permits)
  expect(ids(small)).toEqual(expect.arrayContaining(['prc:990000000000:parkausweis', 'svc:990000000000:99108001001000']))
  const { body } = await get<QuestionAnswer>('/questions/T01', { id: hall })
  const { total, sentence } = await impact(hall)
  expect(body.total).toBe(69)
  expect(total).toBeGreaterThanOrEqual(body.total)
  expect(sentence.de).toMatch(/^Fällt „Rechenzentrum Rathaus“ aus, trifft es \d+ Dinge in bis zu \d+ Schritten, darunter .+\./)
  expect(sentence.de).toContain(`trifft es ${total} `)
  if (total > body.total) expect(sentence.de).toContain(`Für ${total - body.total} davon gibt es Ersatz`)
})

test('nothing known is said, not shown as nothing', async () => {
  const answer = await impact('ini:990000000000:poststelle', { maxDepth: 1 })
  const nobody = demoView().facts.filter((fact) => isNeed(fact) && fact.to === 'ini:990000000000:poststelle')
  expect(answer.total).toBe(nobody.length)
  const lonely = [...demoView().entities.values()].find(({ id, type }) => type === 'Initiative' && !demoView().facts.some((fact) => isNeed(fact) && fact.to === id))
  expect((await impact(lonely?.id ?? '')).sentence.de).toMatch(/ist .*nicht bekannt|ist .*nicht/)
})

test('a limit lists the nearest and still counts all; a depth stops the walk', async () => {
  const all = await impact(hall)
  const few = await impact(hall, { limit: 10 })
  expect(few).toMatchObject({ total: all.total, byDepth: all.byDepth, truncated: true })
  expect(few.hits.map(({ depth }) => depth)).toEqual(all.hits.slice(0, 10).map(({ depth }) => depth))
  for (const maxDepth of [1, 2, 3]) {
    const near = await impact(hall, { maxDepth })
    expect(near.byDepth).toEqual(all.byDepth.filter(({ depth }) => depth <= maxDepth))
    expect((await impact(hall, { maxDepth, limit: 3 })).byDepth).toEqual(near.byDepth)
  }
})

test('of two chains of one length, the one that a failure passes along explains the hit', () => {
  const ref = (id: string) => ({ id, type: 'System' as const, name: id })
  const need = (from: string, to: string, criticality: string | null, fallback: boolean | null): Need => ({
    factId: `${from}-${to}`, relation: 'DEPENDS_ON', from, to, criticality, fallback, contractUntil: null, validUntil: '9999-12-31', sourceIds: [],
  })
  const row: ImpactRow = {
    start: { ...ref('s'), tenant: 't' },
    hits: ['a', 'b', 'x'].map((id) => ({ entity: ref(id), tenant: 't', depth: id === 'x' ? 2 : 1, owners: [], endOfLife: null, contractUntil: null, validUntil: '9999-12-31', contracts: [] })),
    edges: [need('a', 's', 'essential', true), need('b', 's', 'medium', null), need('x', 'a', 'essential', null), need('x', 'b', 'high', false)],
    more: false,
  }
  const hit = explain(row, 'dependents', asOf).find(({ entity }) => entity.id === 'x')
  expect(hit).toMatchObject({ chain: [{ factId: 'x-b' }, { factId: 'b-s' }], criticality: 'medium', fallback: false })
  const held = explain({ ...row, edges: row.edges.filter(({ to }) => to !== 'b') }, 'dependents', asOf).find(({ entity }) => entity.id === 'x')
  expect(held).toMatchObject({ chain: [{ factId: 'x-a' }, { factId: 'a-s' }], criticality: 'essential', fallback: true })
})

test('spheres of a hit: its own if it acts, else of who is accountable, none where nobody is', async () => {
  const { hits } = await impact(hall)
  expect(hits.flatMap(({ spheres }) => spheres)).toContain('administration')
  expect(new Set(hits.flatMap(({ spheres }) => spheres)).size).toBeGreaterThan(1)
  const things = hits.filter(({ entity }) => !ontology.nodeTypes[entity.type].actor)
  expect(things.length).toBeGreaterThan(10)
  for (const { owners, spheres, entity } of things) if (owners.length === 0) expect(spheres, entity.id).toEqual([])
})

test('ends are ordered and judged on the day: a contract is over on the day it ends, not the day before', () => {
  const ref = (id: string) => ({ id, type: 'System' as const, name: id })
  const row: ImpactRow = {
    start: { ...ref('s'), tenant: 't' },
    hits: [{ entity: ref('a'), tenant: 't', depth: 1, owners: [], endOfLife: '2027-01-01', contractUntil: null, validUntil: '9999-12-31', contracts: [{ factId: 'c', relation: 'OPERATED_BY', until: '2026-11-01', with: ref('p') }] }],
    edges: [{ factId: 'a-s', relation: 'DEPENDS_ON', from: 'a', to: 's', criticality: null, fallback: null, contractUntil: null, validUntil: '2026-12-01', sourceIds: [] }],
    more: false,
  }
  const ends = (day: string) => explain(row, 'dependents', day)[0]?.ends.map(({ date, property, relation, over }) => [date, property, relation, over])
  expect(ends('2026-11-01')).toEqual([
    ['2026-11-01', 'contractUntil', 'OPERATED_BY', true],
    ['2026-12-01', 'validUntil', 'DEPENDS_ON', false],
    ['2027-01-01', 'endOfLife', undefined, false],
  ])
  expect(ends('2026-10-31')?.[0]?.[3]).toBe(false)
})

describe('as a file', () => {
  test('as a workbook: the same rows, readable, no code and no formula', async () => {
    const response = await fetch(address(`${of(hall)}/impact`, { asOf, format: 'xlsx' }))
    expect(response.headers.get('content-type')).toContain('spreadsheetml')
    expect(response.headers.get('content-disposition')).toContain('auswirkung-sys-990000000000-rz-rathaus-2026-11-01.xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await response.arrayBuffer())
    const rows = book.getWorksheet('Auswirkung')?.getSheetValues().slice(2) as unknown[][]
    const { hits } = await impact(hall)
    expect(rows.filter((row) => typeof row?.[1] === 'number').map((row) => row.at(-1))).toEqual(hits.map(({ entity }) => entity.id))
    const texts = rows.flat().map(String)
    expect(texts.some((text) => /^(Vertragsende|Ende der Herstellerpflege|Vertrag bis): \d\d\.\d\d\.\d{4}/.test(text))).toBe(true)
    for (const text of texts) expect(text).not.toMatch(/DEPENDS_ON|OPERATED_BY|essential|^true$|^false$|^=/)
  })

  async function file(query: Query = {}) {
    const response = await fetch(address(`${of(hall)}/impact`, { asOf, format: 'csv', ...query }))
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { response, bytes, lines: new TextDecoder().decode(bytes).trimEnd().split('\r\n') }
  }

  test('opens in a spreadsheet: byte order mark, semicolons, German header, one line for each hit', async () => {
    const { response, bytes, lines } = await file()
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="auswirkung-sys-990000000000-rz-rathaus-2026-11-01.csv"')
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(lines[0]).toBe('Schritte;Art;Name;Verantwortlich;Sphäre;Kette;Schwächstes Glied;Ersatz vorhanden;Erstes Ende;Was endet;Belege;Stand;Kommune;Hinweis;Kennung')
    const { total, hits } = await impact(hall)
    expect(lines).toHaveLength(total + 1)
    hits.forEach(({ entity, depth }, index) => {
      expect(lines[index + 1]?.startsWith(`${depth};`)).toBe(true)
      expect(lines[index + 1]?.endsWith(`;${entity.id}`)).toBe(true)
    })
  })

  test('says in every row of a made-up municipality that it is made up, and never a code', async () => {
    const rows = (await file()).lines.slice(1)
    const own = rows.filter((row) => /;[a-z]+:990000000000:[^;]+$/.test(row))
    expect(own.length).toBeGreaterThan(50)
    for (const row of own) expect(row).toContain(';Musterstadt;Beispieldaten einer erfundenen Kommune;')
    for (const row of rows) expect(row).not.toMatch(/DEPENDS_ON|essential|;true;|;false;/)
  })

  test('says that it was cut', async () => {
    const { total } = await impact(hall)
    const { lines } = await file({ limit: 5 })
    expect(lines).toHaveLength(7)
    expect(lines[6]).toContain(`gekürzt: 5 von ${total} Einträgen`)
  })

  test('no cell starts a formula, and every text comes back whole', () => {
    for (const text of ['=1+1', '+49', '-2', '@SUM(A1)', '\tx', '\rx', '\n=1', '  =1', '＝1', '－1', '\u200B=1']) {
      expect(csvText(['a'], [[text]]).split('\r\n').slice(1).join('\r\n').replace(/^"/, ''), JSON.stringify(text)).toMatch(/^'/)
    }
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('=', '-', 'ä', '"', ';', '\r', '\n', ' ', 'x', '\t') }), { minLength: 2, maxLength: 4 }), (cells) => {
        const text = csvText(['k'], [cells])
        expect(text.startsWith('\uFEFFk\r\n')).toBe(true)
        const read = [...text.slice(4).matchAll(/(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(?:;|\r\n)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)
        expect(read.map((cell) => cell?.replace(/^'/, ''))).toEqual(cells)
        for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/)
      }),
    )
    expect(csvText(['n'], [[-5]])).toBe('\uFEFFn\r\n-5\r\n')
  })
})

describe('bad input', () => {
  test('an unknown id is 404, also as a file', async () => {
    const unknown = `${of('sys:990000000000:gibt-es-nicht')}/impact`
    await refusedAt(unknown, {}, 404, 'path.id')
    await refusedAt(unknown, { format: 'csv' }, 404, 'path.id')
    await refusedAt(`${unknown}/map`, {}, 404, 'path.id')
    expect((await getPublic(`${of('sys:990000000000:verzeichnisdienst')}/impact`)).status).toBe(404)
    expect((await getPublic(`${of('sys:990000000000:verzeichnisdienst')}/impact/map`)).status).toBe(404)
  })

  test.each<[Query, string, string[] | undefined]>([
    [{ direction: 'sideways' }, 'query.direction', ['dependents', 'dependencies']],
    [{ format: 'pdf' }, 'query.format', ['json', 'csv', 'xlsx']],
    [{ maxDepth: 99 }, 'query.maxDepth', undefined],
    [{ limit: 1e9 }, 'query.limit', undefined],
    [{ asOf: '01.11.2026' }, 'query.asOf', undefined],
  ])('%j is refused', async (query, field, allowed) => {
    const error = await refusedAt(`${of(hall)}/impact`, query, 400, field)
    if (allowed) expect(error?.allowed).toEqual(allowed)
    else expect(error?.message).not.toBe('')
  })
})
