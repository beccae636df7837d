/** From decision to outcome, on the demo. */
import type { Ownership, Problem } from '@kommunalgraph/contract/answers.ts'
import type { DecisionChain, DecisionChains } from '@kommunalgraph/contract/decision-chains.ts'
import { describe, expect, test } from 'vitest'
import { address, get, getPublic, of, type Query } from '../http.ts'
import { asOf, karlsruhe } from '../neo4j.ts'

const application = 'ini:990000000000:digitaler-bauantrag'
const ask = async (query: Query = {}) => {
  const { status, body } = await get<DecisionChains>('/decisions', { limit: 200, ...query })
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200)
  return body
}
const keyOf = ({ decision, thing }: DecisionChain) => `${decision?.entity.id} ${thing?.entity.id}`
const ids = (entities: { id: string }[] | undefined) => entities?.map(({ id }) => id)

describe('whole chains', () => {
  test('the main story: who decided what when, who was accountable then and is now, money, stage and what was measured', async () => {
    const { items } = await ask()
    const chain = items.find(({ decision, thing }) => decision?.entity.id === 'dec:990000000000:v-2022-118' && thing?.entity.id === application)
    expect(chain).toMatchObject({
      decision: { date: '2022-05-19', result: 'adopted', effect: 'mandates', reference: '2022/118', by: [{ id: 'com:990000000000:rat' }] },
      thing: { stage: 'running', budgetEur: expect.any(Number) as number, fundedEur: expect.any(Number) as number },
      ownersThen: [{ id: 'unit:990000000000:e-government' }],
      ownersNow: [{ id: 'post:990000000000:leitung-bauordnung' }],
    })
    expect(chain?.outcomes).toContainEqual(expect.objectContaining({ value: 61, target: 80, date: '2026-06-30' }))
    expect(chain?.sourceIds.length).toBeGreaterThan(0)
  })

  test('who was accountable on the day of the decision is what the ownership of that day says', async () => {
    const { items } = await ask()
    for (const { decision, thing, ownersThen } of items.slice(0, 12)) {
      const then = await get<Ownership>(`${of(thing?.entity.id ?? '')}/ownership`, { asOf: decision?.date })
      if (then.status === 404) expect(ownersThen).toEqual([])
      else expect(ids(then.body.accountable.map(({ entity }) => entity))?.sort(), thing?.entity.name).toEqual(ids(ownersThen)?.sort())
    }
  })

  test('newest first, page by page nothing twice and nothing lost, and sources of all that is cited', async () => {
    const whole = await ask()
    const dates = whole.items.map(({ decision }) => decision?.date ?? '')
    expect(dates).toEqual([...dates].sort().reverse())
    expect(whole.items).toHaveLength(whole.total)
    expect(whole.counts.chains).toBe(whole.total)
    const cited = new Set(ids(whole.sources))
    for (const id of whole.items.flatMap(({ sourceIds }) => sourceIds)) expect(cited).toContain(id)
    const paged: DecisionChain[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await ask({ limit: 20, cursor })
      paged.push(...page.items)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(paged.map(keyOf)).toEqual(whole.items.map(keyOf))
    expect(new Set(paged.map(keyOf)).size).toBe(paged.length)
  })

  test('on an earlier day later decisions are not there', async () => {
    const { items, asOf: day } = await ask({ asOf: '2023-01-01' })
    expect(day).toBe('2023-01-01')
    expect(items.length).toBeGreaterThan(0)
    for (const { decision } of items) expect((decision?.date ?? '9') <= '2023-01-01').toBe(true)
  })

  test('of one body: only what it decided itself', async () => {
    const council = 'com:990000000000:rat'
    const all = await ask()
    const own = await ask({ committee: council })
    expect(own.items.map(keyOf)).toEqual(all.items.filter(({ decision }) => decision?.by.some(({ id }) => id === council)).map(keyOf))
    expect(own.sentence.de).toContain('„Rat der Stadt Musterstadt“')
    expect(all.committees.map(({ entity }) => entity.id)).toContain(council)
  })
})

describe('broken chains', () => {
  test('decisions that led to no initiative', async () => {
    const { items, counts, total } = await ask({ list: 'without-initiative' })
    expect(items.map(({ decision }) => decision?.entity.id)).toEqual(['dec:990000000000:v-2025-290', 'dec:990000000000:v-2025-190'])
    expect([counts.withoutInitiative, total]).toEqual([2, 2])
    expect(items.every(({ thing }) => thing === undefined)).toBe(true)
  })

  test('active initiatives that nobody decided on, the most expensive first', async () => {
    const { items, counts } = await ask({ list: 'without-decision' })
    expect(items.map(({ thing }) => thing?.entity.id)).toEqual(['ini:990000000000:cloud-migration', 'ini:990000000000:ki-assistent', 'ini:990000000000:agiles-projektbuero'])
    expect(counts.withoutDecision).toBe(3)
  })
})

test('Karlsruhe: real decisions, each with its paper', async () => {
  const { items, total } = await ask({ tenant: karlsruhe })
  expect(total).toBe(79)
  for (const { decision } of items) expect(decision?.reference).toMatch(/\S/)
})

test('the public sees fewer, and no internal body, owner or source', async () => {
  const internal = await ask()
  const { body } = await getPublic<DecisionChains>('/decisions', { limit: 200 })
  expect(body.total).toBeLessThan(internal.total)
  expect(body.sentence.de).toContain('veröffentlicht')
  const known = new Set(internal.items.map(keyOf))
  for (const item of body.items) expect(known).toContain(keyOf(item))
  const shown = new Set(ids(body.sources))
  for (const id of body.items.flatMap(({ sourceIds }) => sourceIds)) expect(shown).toContain(id)
})

test('as a table for a spreadsheet: German, one line each', async () => {
  const { total } = await ask()
  const response = await fetch(address('/decisions', { asOf, format: 'csv' }))
  expect(response.headers.get('content-type')).toContain('text/csv')
  const text = await response.text()
  const lines = text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(total + 1)
  expect(lines[0]).toContain('Beschlussdatum;Beschluss;Vorlagennummer')
  expect(text).not.toMatch(/;(?:adopted|mandates|running);/)
})

describe('bad requests', () => {
  test.each([
    ['committee', 'unit:990000000000:hauptamt', 400],
    ['committee', 'com:990000000000:gibt-es-nicht', 404],
    ['list', 'alles', 400],
    ['cursor', 'x', 400],
    ['limit', '0', 400],
  ])('%s=%s is refused by name', async (name, value, expected) => {
    const { status, body } = await get<Problem>('/decisions', { [name]: value })
    expect(status).toBe(expected)
    expect(body.errors?.map(({ path }) => path)).toEqual([`query.${name}`])
  })

  test('a cursor of another list is refused', async () => {
    const { nextCursor } = await ask({ limit: 5 })
    expect((await get('/decisions', { list: 'without-decision', cursor: nextCursor ?? '' })).status).toBe(400)
  })
})
