/** The page of one entity while it changes: its version, its values on another day, its former ids. */
import { daysBefore, today } from '@kommunalgraph/contract/days.ts'
import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { address, of, post, send } from '../http.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'

vi.setConfig({ testTimeout: 120_000 })

let world: World
let reader: Api
let driver: Driver

const source = 'src:990000000000:probe'
const system = 'sys:990000000000:probe'
const other = 'sys:990000000000:nachbar'
const day = (offset: number) => daysBefore(today(), -offset)

const page = (id: string, asOf?: string, base = world.api.url) => send<EntityPage>(address(of(id), { asOf }, base))

async function change(...changes: object[]): Promise<void> {
  const answer = await post('/changes', { reason: 'Probe', sourceIds: [source], changes }, world.api.url)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
}

const systemValues = {
  kind: 'saas',
  provision: 'own',
  lifecycle: 'active',
  criticality: 'low',
  confidence: 'confirmed',
  visibility: 'public',
}

beforeAll(async () => {
  world = await startWorld({ seeded: false })
  reader = await startApi(world.database, { KG_READER: 'public' })
  const { uri, user, password } = world.database
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  await change(
    {
      op: 'create-entity',
      type: 'Source',
      id: source,
      values: {
        name: 'Probe',
        title: 'Probe',
        kind: 'interview',
        date: '2026-01-01',
        confidence: 'confirmed',
        visibility: 'public',
      },
    },
    { op: 'create-entity', type: 'System', id: system, values: { name: 'Alter Name', ...systemValues } },
    { op: 'create-entity', type: 'System', id: other, values: { name: 'Nachbar', ...systemValues } },
  )
  // As if all that had been recorded ten days ago.
  await driver.executeQuery('MATCH (l:LogEntry) SET l.at = l.at - duration({days: 10})')
})

afterAll(async () => {
  await driver?.close()
  await reader?.stop()
  await world?.stop()
})

test('a correction raises the version; If-None-Match asks for the values of that version', async () => {
  expect((await page(system)).headers.get('etag')).toBe('"1"')
  await change({ op: 'correct-entity', id: system, values: { name: 'Neuer Name', criticality: 'high' } })
  const now = await page(system)
  expect(now.headers.get('etag')).toBe('"2"')
  expect(now.body.entity).toMatchObject({ name: 'Neuer Name', criticality: 'high', version: 2 })
  const conditional = (etag: string) =>
    fetch(address(of(system), {}, world.api.url), { headers: { 'if-none-match': etag } })
  expect((await conditional('"1"')).status).toBe(200)
  expect((await conditional('"2"')).status).toBe(304)
})

test('no cache keeps the page on the word of the version alone: a new relation shows at once', async () => {
  const before = await page(system)
  expect(before.headers.get('cache-control')).toContain('no-store')
  await change({
    op: 'create-relation',
    relation: 'DEPENDS_ON',
    from: system,
    to: other,
    values: { criticality: 'high', confidence: 'confirmed', visibility: 'public' },
  })
  const after = await page(system)
  expect(after.headers.get('etag')).toBe(before.headers.get('etag'))
  expect(after.body.relations).toHaveLength(before.body.relations.length + 1)
})

test('on a day between, the values are those recorded by then', async () => {
  const then = await page(system, day(-5))
  expect(then.body.entity).toMatchObject({ name: 'Alter Name', criticality: 'low' })
  expect(then.body.today).toEqual([])
})

test('on a day before anything was recorded, the values are named as of today', async () => {
  const before = await page(system, day(-30))
  expect(before.body.entity).toMatchObject({ name: 'Neuer Name' })
  expect(before.body.today).toEqual(expect.arrayContaining(['name', 'criticality']))
})

test('a day begins at midnight in Germany: what was recorded half past midnight belongs to the new one', async () => {
  const recorded = (await driver.executeQuery('MATCH (l:LogEntry) RETURN l.seq AS seq, l.part AS part, toString(l.at) AS at')).records.map((record) => record.toObject())
  await driver.executeQuery("MATCH (l:LogEntry) SET l.at = CASE WHEN l.seq = 1 THEN datetime('2026-06-01T10:00:00Z') ELSE datetime('2026-07-01T22:30:00Z') END")
  try {
    expect((await page(system, '2026-07-01')).body.entity.name).toBe('Alter Name')
    expect((await page(system, '2026-07-02')).body.entity.name).toBe('Neuer Name')
    expect((await page(system, '9999-12-31')).body.entity.name).toBe('Neuer Name')
  } finally {
    await driver.executeQuery('UNWIND $recorded AS one MATCH (l:LogEntry {seq: one.seq, part: one.part}) SET l.at = datetime(one.at)', { recorded })
  }
})

test('today every value is of today, and the answer does not say so at length', async () => {
  expect((await page(system)).body.today).toEqual([])
})

test('what was said while it was internal is not told to the public by going back a day', async () => {
  await change(
    { op: 'correct-entity', id: other, values: { visibility: 'internal', description: 'vertraulich' } },
    { op: 'retract-relation', factId: await factId() },
  )
  expect((await page(other, undefined, reader.url)).status).toBe(404)
  await change({ op: 'correct-entity', id: other, values: { visibility: 'public', description: 'offen' } })
  const shown = await page(other, day(-5), reader.url)
  expect(shown.status).toBe(200)
  expect(JSON.stringify(shown.body)).not.toContain('vertraulich')
  expect(shown.body.today).toContain('description')
})

async function factId(): Promise<string> {
  const { body } = await page(other)
  return body.relations.find(({ relation }) => relation === 'DEPENDS_ON')?.items[0]?.factId ?? ''
}

test('a former id answers with the entity that took its place', async () => {
  const former = 'sys:990000000000:frueher'
  expect((await page(former)).status).toBe(404)
  await driver.executeQuery('CREATE (:Alias {id: $former, target: $system})', { former, system })
  expect((await page(former)).body.entity).toMatchObject({ id: system })
  const found = await send<{ items: { entity: { id: string } }[] }>(address('/search', { q: former }, world.api.url))
  expect(found.body.items[0]?.entity.id).toBe(system)
})
