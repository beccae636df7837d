/**
 * The 36 rules on a town without faults and with one of each, written past the door; what public readers get of it;
 * exceptions; and that asking only what was touched comes to the same as asking everything.
 */
import { applyChanges } from '@kommunalgraph/api/src/changes/apply.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { ruleRows } from '@kommunalgraph/api/src/quality/rows.ts'
import { qualityState, readsOf } from '@kommunalgraph/api/src/quality/state.ts'
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import type { Change, ChangesAnswer, HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { EntityType, RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import {
  type QualityAnswer,
  type QualityItem,
  type QualityRule,
  type QualityRuleAnswer,
  qualityRule,
  qualityRules,
} from '@kommunalgraph/contract/quality.ts'
import ExcelJS from 'exceljs'
import * as fc from 'fast-check'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { address, type Query, send } from '../http.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'
import { asOf, city, faults, home, idOf, Pen, source, writeCleanTown } from './world.ts'

const internal = { asOf, visibilities: ['public', 'internal'] as const, tenants: [home, 'shared'], home: city }
const reader = { ...internal, visibilities: ['public'] as const }

let world: World
let published: Api
let driver: Driver
let graph: Graph

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  published = await startApi(world.database, { KG_READER: 'public' })
  const { uri, user, password } = world.database
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  graph = openGraph(world.database)
  await writeCleanTown(new Pen(driver, {}))
})
afterAll(async () => {
  await driver.close()
  await graph.close()
  await published.stop()
  await world.stop()
})

/** Takes away what was written with this mark. */
const erase = async (mark = 'fault') => {
  await driver.executeQuery('MATCH ()-[r {batchId: $mark}]->() DELETE r', { mark })
  await driver.executeQuery('MATCH (n:Entity {batchId: $mark}) DETACH DELETE n', { mark })
}

const of = (code: string): QualityRule => qualityRule(code) ?? expect.fail(`no rule ${code}`)
const idsOf = async (code: string, reading: typeof internal | typeof reader) =>
  (await ruleRows(graph, of(code), reading, { excepted: [], exceptions: false, offset: 0, limit: 1_000 }))
    .map(({ id }) => id)
    .sort()

/** Counts past what is kept: another object for the same graph knows nothing yet. */
const countedAfresh = async (reading: typeof internal | typeof reader) =>
  open(await qualityState({ ...graph }, reading))
const open = ({ counts }: { counts: ReadonlyMap<string, { total: number }> }) =>
  Object.fromEntries([...counts].flatMap(([rule, { total }]) => (total === 0 ? [] : [[rule, total]])))

/** 503 is the answer of a database that a crowded machine keeps waiting: asked again, as the web view does. */
const ask = async <Body>(path: string, query: Query = {}, base = world.api.url) => {
  for (let left = 10; ; left--) {
    const answer = await send<Body>(address(path, { asOf, ...query }, base))
    if (answer.status !== 503 || left === 0) return answer
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}
const tell = <Body>(method: string, path: string, body?: unknown, query: Query = {}, base = world.api.url) =>
  send<Body>(address(path, query, base), {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })

describe('the rules', () => {
  test('are 36, in order, each with a fault to be planted', () => {
    expect(qualityRules.map(({ rule }) => rule)).toEqual(
      Array.from({ length: 36 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`),
    )
    expect(Object.keys(faults)).toEqual(qualityRules.map(({ rule }) => rule))
    expect(qualityRules.filter(({ severity }) => severity === 'gap').map(({ rule }) => rule)).toEqual([
      'R01',
      'R02',
      'R04',
      'R05',
      'R20',
      'R27',
    ])
  })

  test('are silent on a town without faults', async () => {
    expect(await countedAfresh(internal)).toEqual({})
    expect(await countedAfresh(reader)).toEqual({})
  }, 300_000)

  test.each(Object.entries(faults))(
    '%s finds its fault, and says what is wrong in both languages',
    async (code, plant) => {
      const expected = await plant(new Pen(driver, { batchId: 'fault' }))
      try {
        const { body } = await ask<QualityRuleAnswer>(`/quality/${code}`)
        expect(body.items.map(({ id }) => id).sort()).toEqual(expected.sort())
        for (const item of body.items) {
          expect(item.detail.de).toMatch(/^\S.*\.$/s)
          expect(item.detail.en).toMatch(/^\S.*\.$/s)
          const form = of(code).from.gap !== undefined ? 'owner' : item.fact ? `relations/${item.id}` : 'edit'
          expect(item.form).toBe(`/e/${item.entity.id}/${form}`)
          expect(item.fact === null).toBe(!item.id.startsWith('fact:'))
          if (item.fact) expect([item.fact.from.id, item.fact.to.id]).toContain(item.entity.id)
        }
      } finally {
        await erase()
      }
    },
  )

  test('tell the two severities of R16 apart', async () => {
    await faults.R16?.(new Pen(driver, { batchId: 'fault' }))
    try {
      const { body } = await ask<QualityRuleAnswer>('/quality/R16')
      expect(body.items.map(({ entity, severity }) => [entity.type, severity]).sort()).toEqual([
        ['Initiative', 'warning'],
        ['Initiative', 'warning'],
        ['System', 'violation'],
      ])
      const { body: all } = await ask<QualityAnswer>('/quality', { afresh: true })
      expect(all.counts).toMatchObject({ violation: 1 })
      expect(all.rules.find(({ rule }) => rule === 'R16')).toMatchObject({ count: 3, milder: 2 })
    } finally {
      await erase()
    }
  })

  test('never repeat the contact data that they find', async () => {
    await faults.R28?.(new Pen(driver, { batchId: 'fault' }))
    try {
      const text = JSON.stringify((await ask('/quality/R28')).body)
      expect(text).not.toMatch(/123456|jemand@/)
    } finally {
      await erase()
    }
  })
})

describe('public readers', () => {
  beforeAll(async () => {
    const pen = new Pen(driver, { batchId: 'hidden', visibility: 'internal' })
    for (const plant of Object.values(faults)) await plant(pen)
  })
  afterAll(() => erase('hidden'))

  test('get neither rows nor counts of what is internal', async () => {
    expect(Object.keys(await countedAfresh(internal)).sort()).toEqual(qualityRules.map(({ rule }) => rule))
    expect(await countedAfresh(reader)).toEqual({})
    for (const { rule } of qualityRules) expect(await idsOf(rule, reader), rule).toEqual([])
    const { body } = await ask<QualityAnswer>('/quality', { afresh: true }, published.url)
    expect(body.counts).toEqual({ violation: 0, gap: 0, warning: 0, info: 0 })
    expect(body.trend).toEqual([])
    expect(body.completeness.find(({ type }) => type === 'Initiative')?.total).toBe(2)
  }, 300_000)

  test('get a workbook without any of it', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(await (await fetch(address('/quality.xlsx', { asOf }, published.url))).arrayBuffer())
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Übersicht'])
    const overview = workbook.getWorksheet('Übersicht')
    expect(overview?.getColumn(4).values.slice(2, 38)).toEqual(Array.from({ length: 36 }, () => 0))
  })

  test('cause no writes, and may not make exceptions', async () => {
    const days = async () =>
      (await driver.executeQuery('MATCH (d:QualityDay) RETURN count(d) AS days')).records[0]?.get('days').toNumber()
    const before = await days()
    await send(address('/quality', {}, published.url))
    expect(await days()).toBe(before)
    expect(
      (await tell('POST', '/quality/R36/exceptions', { id: 'x', reason: 'So ist es' }, {}, published.url)).status,
    ).toBe(403)
    expect((await tell('DELETE', '/quality/R36/exceptions', undefined, { id: 'x' }, published.url)).status).toBe(403)
  })
})

describe('exceptions', () => {
  const lonely = idOf('UserGroup', 'allein')
  beforeAll(async () => {
    await faults.R36?.(new Pen(driver, { batchId: 'fault' }))
  })
  afterAll(() => erase())

  const state = async (base?: string) => {
    const { body } = await ask<QualityAnswer>('/quality', { afresh: true }, base)
    return body.rules.find(({ rule }) => rule === 'R36')
  }

  test('need a reason that can be kept, and a row to be one of', async () => {
    const refused = async (body: unknown) =>
      (await tell<Problem>('POST', '/quality/R36/exceptions', body, { asOf })).status
    expect(await refused({ id: lonely, reason: '   ' })).toBe(422)
    expect(await refused({ id: lonely })).toBe(400)
    expect(await refused({ id: lonely, reason: 'Anruf unter tel. 0711 123456' })).toBe(422)
    expect(await refused({ id: idOf('Initiative', 'antrag'), reason: 'Ist verbunden' })).toBe(422)
    expect((await tell('DELETE', '/quality/R36/exceptions', undefined, { id: lonely })).status).toBe(404)
    expect((await tell('POST', '/quality/R37/exceptions', { id: lonely, reason: 'Gibt es nicht' })).status).toBe(404)
    expect(await state()).toMatchObject({ count: 1, excepted: 0 })
  })

  test('take a row out of the count, are listed with their reason, and stand in the log', async () => {
    const reason = 'Wird erst im Januar gebraucht'
    const { status, body } = await tell<{ exception: QualityItem['exception'] }>(
      'POST',
      '/quality/R36/exceptions',
      { id: lonely, reason },
      { asOf },
    )
    expect([status, body.exception?.reason, body.exception?.by]).toEqual([200, reason, 'lokal'])
    expect(await state()).toMatchObject({ count: 0, excepted: 1 })
    expect((await ask<QualityRuleAnswer>('/quality/R36')).body).toMatchObject({ items: [], total: 0, excepted: 1 })
    const { items } = (await ask<QualityRuleAnswer>('/quality/R36', { exceptions: true })).body
    expect(items).toMatchObject([{ id: lonely, exception: { reason, by: 'lokal' } }])

    // Public readers see the same count, never the reason.
    expect(await state(published.url)).toMatchObject({ count: 0, excepted: 1 })
    expect(JSON.stringify((await ask('/quality/R36', { exceptions: true }, published.url)).body)).not.toContain(reason)

    const { body: log } = await tell<HistoryAnswer>('GET', '/changes', undefined, { limit: 1 })
    expect(log.items[0]).toMatchObject({ reason: `Ausnahme von R36 für ${lonely}: ${reason}`, by: 'lokal', total: 0 })
    expect(JSON.stringify((await send(address('/changes', {}, published.url))).body)).not.toContain(reason)
  })

  test('are replaced by a second one and taken back; what was said stays', async () => {
    await tell('POST', '/quality/R36/exceptions', { id: lonely, reason: 'Aus anderem Grund' }, { asOf })
    expect(
      (await ask<QualityRuleAnswer>('/quality/R36', { exceptions: true })).body.items.map(
        ({ exception }) => exception?.reason,
      ),
    ).toEqual(['Aus anderem Grund'])
    expect((await tell('DELETE', '/quality/R36/exceptions', undefined, { id: lonely })).status).toBe(200)
    expect(await state()).toMatchObject({ count: 1, excepted: 0 })
    const { records } = await driver.executeQuery(
      'MATCH (e:QualityException) RETURN e.reason AS reason, e.endedAt IS NOT NULL AS ended ORDER BY e.at',
    )
    expect(records.map((record) => [record.get('reason'), record.get('ended')])).toEqual([
      ['Wird erst im Januar gebraucht', true],
      ['Aus anderem Grund', true],
    ])
  })

  test('hold for kinds of gaps as well', async () => {
    const [id] = (await faults.R01?.(new Pen(driver, { batchId: 'fault' }))) ?? []
    await tell('POST', '/quality/R01/exceptions', { id, reason: 'Wird gerade ausgeschrieben' }, { asOf })
    expect((await ask<QualityRuleAnswer>('/quality/R01')).body).toMatchObject({ items: [], total: 0, excepted: 1 })
    expect((await ask<QualityRuleAnswer>('/quality/R01', { exceptions: true })).body.items).toMatchObject([{ id }])
    expect((await tell('DELETE', '/quality/R01/exceptions', undefined, { id })).status).toBe(200)
  })
})

describe('the lists', () => {
  beforeAll(async () => {
    const pen = new Pen(driver, { batchId: 'fault' })
    for (const number of [1, 2, 3, 4, 5]) await pen.entity('UserGroup', `gruppe-${number}`, { side: 'internal' })
    await faults.R34?.(pen)
    await ask('/quality', { afresh: true })
  })
  afterAll(() => erase())

  test('are paged without a gap or a double', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await ask<QualityRuleAnswer>('/quality/R36', { limit: 2, cursor })
      expect(body.total).toBe(6)
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor ?? undefined
    } while (cursor !== undefined && seen.length < 20)
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
  })

  test('tell whose a row is, and take that as a filter', async () => {
    const { body } = await ask<QualityRuleAnswer>('/quality/R34')
    expect(body.units).toEqual([
      { unit: { id: idOf('OrgUnit', 'amt'), type: 'OrgUnit', name: 'amt' }, count: 1 },
      { unit: null, count: 1 },
    ])
    expect((await ask<QualityRuleAnswer>('/quality/R34', { unit: idOf('OrgUnit', 'amt') })).body).toMatchObject({
      items: [{ id: idOf('Dataset', 'offen') }],
      total: 1,
    })
    expect((await ask<QualityRuleAnswer>('/quality/R34', { unit: 'none' })).body).toMatchObject({
      items: [{ id: idOf('Dataset', 'ungepflegt') }],
      total: 1,
    })
  })

  test.each([
    ['/quality/R99', {}, 404],
    ['/quality/R24', { limit: 0 }, 400],
    ['/quality/R24', { limit: 201 }, 400],
    ['/quality/R24', { limit: 'viele' }, 400],
    ['/quality/R24', { cursor: 'unsinn' }, 400],
    ['/quality/R24', { format: 'pdf' }, 400],
    ['/quality/R24', { asOf: '2026-02-31' }, 400],
    ['/quality/R24', { sonst: 'was' }, 400],
    ['/quality', { tenant: '000000000001' }, 400],
    ['/quality', { afresh: 'ja' }, 400],
  ] as const)('%s %j is answered with %i', async (path, query, status) => {
    const { status: given, body } = await ask<Problem>(path, query)
    expect(given).toBe(status)
    expect(body.errors?.length).toBeGreaterThan(0)
  })

  test('come as a workbook, in which a name that begins with = is no formula', async () => {
    await new Pen(driver, { batchId: 'fault' }).entity('UserGroup', 'formel', { side: 'internal', name: '=1+1' })
    for (const path of ['/quality.xlsx', '/quality/R36?format=xlsx']) {
      const response = await fetch(`${world.api.url}/api/v1${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="datenqualitaet-.*\.xlsx"$/)
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.load(await response.arrayBuffer())
      expect(workbook.getWorksheet('Übersicht')?.rowCount).toBeGreaterThan(1)
      const names = workbook.getWorksheet('R36')?.getColumn(1).values.slice(2) ?? []
      expect(names).toContain('=1+1')
      expect(names).toHaveLength(7)
    }
  })
})

test('the trend keeps the counts of the day on which somebody asked', async () => {
  const today = (await send<QualityAnswer>(address('/quality', {}, world.api.url))).body
  expect(today.trend).toEqual([expect.objectContaining({ day: today.asOf, counts: today.counts })])
  await driver.executeQuery("CREATE (:QualityDay {tenant: $home, day: date('2026-01-15'), counts: $counts})", {
    home,
    counts: '{"R16":[3,2],"R36":4}',
  })
  const { trend } = (await send<QualityAnswer>(address('/quality', {}, world.api.url))).body
  expect(trend[0]).toEqual({
    day: '2026-01-15',
    counts: { violation: 1, gap: 0, warning: 2, info: 4 },
    rules: { R16: 3, R36: 4 },
  })
  expect(trend).toHaveLength(2)
  // A past day knows nothing of what came later.
  expect((await ask<QualityAnswer>('/quality', { asOf: '2026-01-31' })).body.trend.map(({ day }) => day)).toEqual([
    '2026-01-15',
  ])
})

describe('the door', () => {
  const known = { confidence: 'confirmed', visibility: 'public' }
  const entity = (type: EntityType, values: Record<string, unknown>): Change => ({
    op: 'create-entity',
    type,
    id: idOf(type, 'abgewiesen'),
    values: { ...known, name: 'abgewiesen', ...values },
  })
  const fact = (relation: RelationType, from: string, to: string, values: Record<string, unknown> = {}): Change => ({
    op: 'create-relation',
    relation,
    from,
    to,
    values: { ...known, ...values },
  })
  const unit = idOf('OrgUnit', 'amt')
  const [antrag, service, works] = [idOf('Initiative', 'antrag'), idOf('Service', 'bau'), idOf('Organization', 'werke')]

  /** One change each that would break the rule; no rule of severity violation may be missing. */
  const breaking: Record<string, { change: Change; sourceIds?: string[] }> = {
    R03: { change: fact('ACCOUNTABLE_FOR', idOf('Committee', 'rat'), antrag) },
    R06: {
      change: fact('OWNS_SHARE', city, works, {
        sharePct: 20,
        interestType: 'shareholding',
        validFrom: '2019-01-01',
        validUntil: '2021-01-01',
      }),
    },
    R07: { change: fact('OWNS_SHARE', city, works, { interestType: 'voting_rights' }) },
    R08: { change: fact('OWNS_SHARE', works, city, { sharePct: 10, interestType: 'voting_rights' }) },
    R09: {
      change: { op: 'correct-entity', id: works, values: { legalForm: 'eigenbetrieb', legalPersonality: false } },
    },
    R11: { change: entity('UserGroup', { side: 'internal' }), sourceIds: [] },
    R12: { change: entity('UserGroup', { side: 'internal', sourceIds: [`src:${home}:gibt-es-nicht`] }) },
    R13: { change: entity('UserGroup', { side: 'internal', validFrom: '2026-01-01', validUntil: '2025-01-01' }) },
    R14: { change: fact('PART_OF', unit, city) },
    R15: { change: fact('PART_OF', unit, unit) },
    R16: {
      change: fact('DEPENDS_ON', idOf('System', 'verfahren'), idOf('System', 'verfahren'), { criticality: 'high' }),
    },
    R17: { change: fact('COMPETENT_FOR', service, unit, { function: 'execution', level: 'municipal' }) },
    R18: { change: entity('ServiceType', { leikaKey: '9901200800' }) },
    R19: { change: entity('Territory', { ars: '08212', level: 'municipality' }) },
    R28: { change: entity('UserGroup', { side: 'internal', description: 'tel. 0711 123456' }) },
    R31: { change: { op: 'correct-entity', id: service, values: { maturity: 5 } } },
  }

  test('knows every rule that is a violation', () => {
    expect(Object.keys(breaking)).toEqual(
      qualityRules.filter(({ severity }) => severity === 'violation').map(({ rule }) => rule),
    )
  })

  test.each(Object.entries(breaking))(
    'refuses a change that breaks %s',
    async (_, { change, sourceIds = [source] }) => {
      const done = applyChanges(graph, { reason: 'Abzuweisen', sourceIds, tenant: home, changes: [change] }, 'test', {
        dryRun: true,
      })
      await expect(done).rejects.toMatchObject({
        statusCode: expect.toSatisfy((status: number) => status === 409 || status === 422),
      })
    },
  )

  test('saves what is a gap, and says so', async () => {
    const changes = [entity('Initiative', { stage: 'planned', depth: 'unrated' })]
    const { warnings } = await applyChanges(
      graph,
      { reason: 'Lücke', sourceIds: [source], tenant: home, changes },
      'test',
      { dryRun: true },
    )
    expect(warnings.map(({ rule }) => rule).sort()).toEqual(['R01', 'R20'])
  })
})

describe('asking only what was touched', () => {
  const known = { confidence: 'confirmed', visibility: 'public' }
  const write = async (changes: Change[]): Promise<ChangesAnswer | undefined> =>
    applyChanges(graph, { reason: 'Zufall', sourceIds: [source], tenant: home, changes }, 'test').catch(() => undefined)

  test('leaves alone what reads nothing of it', async () => {
    await qualityState(graph, internal)
    expect((await qualityState(graph, internal)).asked).toEqual([])
    await write([
      {
        op: 'put-entity',
        type: 'Indicator',
        id: idOf('Indicator', 'neu'),
        values: { ...known, name: 'neu', unit: '%', direction: 'up', level: 'outcome' },
      },
    ])
    const { asked, counts } = await qualityState(graph, internal)
    expect(asked).toEqual(expect.arrayContaining(['R23', 'R36']))
    for (const rule of ['R06', 'R20', 'R29', 'R34']) expect(asked).not.toContain(rule)
    expect(counts.get('R23')?.total).toBe(1)
  })

  test('every rule reads something', () => {
    for (const rule of qualityRules) expect(readsOf(rule).size, rule.rule).toBeGreaterThan(0)
    expect(readsOf(of('R14')).has('FUNDS')).toBe(true)
    expect(readsOf(of('R06')).has('FUNDS')).toBe(false)
  })

  test('comes to the same as asking everything, whatever was changed', async () => {
    const facts = [
      'PURSUES',
      'AIMS_AT',
      'ACCOUNTABLE_FOR',
      'FUNDS',
      'IN_SPHERE',
      'STEWARDS',
      'BASED_ON',
      'HAS_PROCESS',
      'SERVES',
    ] as const
    const local = fc.constantFrom('p', 'q', 'r')
    const step = fc.oneof(
      fc
        .record({
          name: local,
          stage: fc.constantFrom('idea', 'planned', 'running', 'stopped'),
          visibility: fc.constantFrom('public', 'internal'),
        })
        .map(
          ({ name, stage, visibility }): Change => ({
            op: 'put-entity',
            type: 'Initiative',
            id: idOf('Initiative', name),
            values: { ...known, visibility, name, stage, depth: 'unrated' },
          }),
        ),
      local.map(
        (name): Change => ({
          op: 'put-entity',
          type: 'Process',
          id: idOf('Process', name),
          values: { ...known, name, level: 'process', localDiscretion: 'low' },
        }),
      ),
      local.map(
        (name): Change => ({
          op: 'put-entity',
          type: 'Organization',
          id: idOf('Organization', name),
          values: { ...known, name, kind: 'company', legalForm: 'gmbh', legalPersonality: true },
        }),
      ),
      local.map(
        (name): Change => ({
          op: 'put-relation',
          relation: 'ACCOUNTABLE_FOR',
          from: idOf('OrgUnit', 'it'),
          to: idOf('Initiative', name),
          values: known,
        }),
      ),
      local.map(
        (name): Change => ({
          op: 'put-relation',
          relation: 'PURSUES',
          from: idOf('Initiative', name),
          to: idOf('Thrust', 's1'),
          values: { ...known, primary: true },
        }),
      ),
      local.map(
        (name): Change => ({
          op: 'put-relation',
          relation: 'HAS_PROCESS',
          from: idOf('Service', 'bau'),
          to: idOf('Process', name),
          values: known,
        }),
      ),
      local.map(
        (name): Change => ({
          op: 'put-relation',
          relation: 'IN_SPHERE',
          from: idOf('Organization', name),
          to: idOf('Sphere', 'municipal_group'),
          values: { ...known, primary: true },
        }),
      ),
      local.map((name): Change => ({ op: 'end-entity', id: idOf('Initiative', name), validUntil: '2026-06-01' })),
      fc
        .constantFrom('dauer')
        .map((name): Change => ({ op: 'correct-entity', id: idOf('Indicator', name), values: { target: null } })),
      fc.record({ relation: fc.constantFrom(...facts), nth: fc.nat(5) }),
    )
    let writes = 0
    let asked = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const one of steps) {
          let change: Change | undefined
          if ('op' in one) change = one
          else {
            const { records } = await driver.executeQuery(
              'MATCH ()-[r:$($relation)]->() RETURN r.factId AS factId ORDER BY factId',
              { relation: one.relation },
            )
            const factId = records[one.nth % Math.max(1, records.length)]?.get('factId') as string | undefined
            change = factId === undefined ? undefined : { op: 'retract-relation', factId }
          }
          if (change && (await write([change]))?.seq != null) writes++
        }
        for (const reading of [internal, reader]) {
          const state = await qualityState(graph, reading)
          asked += state.asked.length
          expect(open(state)).toEqual(await countedAfresh(reading))
        }
      }),
      { numRuns: 12, endOnFailure: true },
    )
    expect(writes).toBeGreaterThan(5)
    expect(asked).toBeLessThan(12 * 2 * 36)
  }, 240_000)
})
