/** The strategy boards: each of their numbers is the length of the list that it opens, for both readers. */
import type { Portfolio, QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import type { EntityList } from '@kommunalgraph/contract/entities.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { describe, expect, test } from 'vitest'
import {
  bridgeBars, boards, type Counted, loadBars, offerBars, portfolioCells, providerBars, qualityBars, skillBars, thrustCells, userBars, usersList,
} from '../../web/src/features/boards/boards.ts'
import { demoView } from '../demo-graph.ts'
import { get, getPublic, type Query } from '../http.ts'
import { karlsruhe } from '../neo4j.ts'

const readers = [['internal', get], ['public', getPublic]] as const

/** Where number and list differ, as text. */
async function differing(read: typeof get, cells: readonly Counted[], query: Query = {}): Promise<string[]> {
  const wrong: string[] = []
  for (const { value, list } of cells) {
    const { status, body } = await read<EntityList>('/entities', { ...list, ...query, limit: 1 })
    if (status !== 200 || body.total !== value) wrong.push(`${JSON.stringify(list)}: ${value}, list ${status} ${body.total}`)
  }
  return wrong
}

describe.each(readers)('%s readers', (_, read) => {
  const ask = async (code: string, query: Query = {}) => (await read<QuestionAnswer>(`/questions/${code}`, query)).body

  test('thrusts and spheres', async () => {
    const cells = thrustCells(await ask('S06'))
    expect(cells).toHaveLength(codes('thrust').length * codes('sphere').length)
    expect(cells.filter(({ value }) => value === 0).length).toBeGreaterThan(5)
    expect(await differing(read, cells)).toEqual([])
  })

  test('portfolio, with what it costs', async () => {
    const cells = portfolioCells((await read<Portfolio>('/portfolio')).body)
    expect(await differing(read, cells)).toEqual([])
  })

  test('qualities', async () => {
    const bars = qualityBars(await ask('S10'))
    expect(bars.map(({ quality }) => quality).sort()).toEqual([...codes('targetQuality')].sort())
    expect(await differing(read, bars)).toEqual([])
  })

  test('users, inside and outside', async () => {
    const both = (await read<EntityList>('/entities', { ...usersList('both'), limit: 1 })).body.total
    const bars = userBars(await ask('S11'), both)
    expect(bars.every(({ value }) => value > 0)).toBe(true)
    expect(await differing(read, bars)).toEqual([])
  })

  test('skills', async () => {
    const bars = skillBars(await ask('S12', { coverPct: 100_000 }))
    expect(bars).toHaveLength(codes('skill').length)
    expect(await differing(read, bars)).toEqual([])
  })

  test('load of owners, and what of it is in trouble', async () => {
    const bars = loadBars(await ask('S07', { k: 0 }))
    expect(await differing(read, bars)).toEqual([])
    expect(bars.some(({ troubled }) => troubled.value > 1)).toBe(true)
    expect(await differing(read, bars.map(({ troubled }) => troubled))).toEqual([])
  })

  test('bridges', async () => {
    const bars = bridgeBars(await ask('S09'))
    expect(await differing(read, bars.slice(0, 40))).toEqual([])
  })

  test('providers', async () => {
    const bars = providerBars(await ask('T08'))
    expect(await differing(read, bars)).toEqual([])
  })

  test('offerings that could be taken over', async () => {
    const bars = offerBars(await ask('T04'))
    expect(bars.length).toBeGreaterThan(3)
    expect(await differing(read, bars)).toEqual([])
  })
})

test('the portfolio is what the files of the demo say', async () => {
  const initiatives = [...demoView().entities.values()].filter(({ type }) => type === 'Initiative')
  const cells = portfolioCells((await get<Portfolio>('/portfolio')).body)
  expect(cells.reduce((sum, { value }) => sum + value, 0)).toBe(initiatives.length)
  const running = initiatives.filter(({ values }) => values.depth === 'transformative' && values.stage === 'running')
  expect(cells.find(({ depth, stage }) => depth === 'transformative' && stage === 'running')).toMatchObject({
    value: running.length,
    budgetEur: running.reduce((sum, { values }) => sum + Number(values.budgetEur ?? 0), 0),
    unbudgeted: running.filter(({ values }) => values.budgetEur === undefined).length,
  })
})

test('another municipality has boards of its own', async () => {
  const { body } = await get<QuestionAnswer>('/questions/S06', { tenant: karlsruhe })
  expect(await differing(get, thrustCells(body), { tenant: karlsruhe })).toEqual([])
})

test.each([
  [{ depth: 'deep' }, 'query.depth'], [{ quality: 'beauty' }, 'query.quality'], [{ involves: 'mars' }, 'query.involves'], [{ users: 'some' }, 'query.users'],
  [{ skill: 'juggling' }, 'query.skill'], [{ participant: 'nobody' }, 'query.participant'], [{ provider: 'x y' }, 'query.provider'], [{ troubled: 'maybe' }, 'query.troubled'],
])('a filter of %j is refused by its name', async (query, path) => {
  const { status, body } = await get<{ errors: { path: string }[] }>('/entities', query)
  expect(status).toBe(400)
  expect(body.errors.map((error) => error.path.replace(/\[\d+\]$/, ''))).toContain(path)
})

test('every board proves the sentence of a question', async () => {
  for (const { code } of boards) {
    const { status, body } = await get<QuestionAnswer>(`/questions/${code}`)
    expect(status, code).toBe(200)
    expect(body.sentence.de, code).toMatch(/\.$/)
  }
})
