/**
 * Two servers on one database, as real processes: a client sees its own writes through either, and a write with an
 * `Idempotency-Key` happens once, whoever it is sent to, however often, and whatever became of the first answer.
 */
import { randomUUID } from 'node:crypto'
import { connect, createServer, type Server } from 'node:net'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import neo4j, { type Driver } from 'neo4j-driver'
import { type Api, startApi } from '../neo4j.ts'
import { at, buildingOffice, doorOf, itOffice, newUnit, owns, permit, type Refused, source, townServer } from './town.ts'

const { door, world, seq } = townServer()
let other: Api
let driver: Driver
const second = doorOf(() => other.url)

beforeAll(async () => {
  const { database } = world()
  other = await startApi(database, { KG_LOG: 'silent' })
  driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password), { disableLosslessIntegers: true })
}, 120_000)
afterAll(async () => {
  await driver?.close()
  await other?.stop()
})

const ask = async (text: string, parameters = {}) => (await driver.executeQuery(text, parameters)).records.map((record) => record.toObject())
const writing = (changes: Change[], key: string, by = door) => by.json('POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes }, { 'idempotency-key': key })

describe('a key', () => {
  test('sent again, to whichever server, the write answers as before and happens once', async () => {
    const key = randomUUID()
    const first = await writing([owns(buildingOffice, permit)], key)
    expect(first.status).toBe(200)
    const before = await seq()
    for (const by of [door, second]) {
      const again = await writing([owns(buildingOffice, permit)], `"${key}"`, by)
      expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
      expect(again.body).toEqual(first.body)
      expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
    }
    expect(await seq()).toBe(before)
    // Without the key it is another write, and refused.
    expect((await door.write([owns(buildingOffice, permit)])).status).toBe(409)
  })

  test('many at once, on both servers: one writes, the others are told to come back or are answered the same', async () => {
    const key = randomUUID()
    const before = await seq()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => writing([newUnit('viele')], key, index % 2 ? door : second)))
    expect(new Set(answers.map(({ status }) => status))).toSatisfy((found: Set<number>) => [...found].every((status) => [200, 409].includes(status)) && found.has(200))
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body.type).toBe('urn:kommunalgraph:problem:still-running')
    expect(new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.seq))).toEqual(new Set([before + 1]))
    expect(await seq()).toBe(before + 1)
  })

  test('with another body, another path or in another place it is refused; one that is none is named', async () => {
    const key = randomUUID()
    expect((await writing([newUnit('eins')], key)).status).toBe(200)
    const refused = await writing([newUnit('zwei')], key)
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:kommunalgraph:problem:key-reused'])
    expect((await door.json('POST', '/changes?dryRun=true', { reason: 'Ein Test', sourceIds: [source], changes: [newUnit('eins')] }, { 'idempotency-key': key })).status).toBe(422)
    for (const bad of ['kurz', '', 'a'.repeat(129), `${key}; DROP`, `"${key}`, "' OR 1=1 OR '--------", '__proto__']) {
      const { status, body } = await writing([newUnit('drei')], bad)
      expect([status, body.errors?.[0]?.path], bad).toEqual([400, 'header.idempotency-key'])
    }
    expect(await ask("MATCH (u:OrgUnit) WHERE u.name IN ['zwei', 'drei'] RETURN u")).toEqual([])
  })

  test('what was refused may be mended and sent under the same key', async () => {
    const key = randomUUID()
    const wrong = await writing([newUnit('vier', { kind: 'palace' })], key)
    expect(wrong.status).toBe(422)
    expect((await writing([newUnit('vier')], key)).status).toBe(200)
    expect(await ask('MATCH (k:__IdempotencyKey) WHERE k.status IS NULL RETURN k')).toEqual([])
  })

  test('also where the server draws the id, and where nothing is logged', async () => {
    const key = randomUUID()
    const view = { name: 'Meine Sicht', address: '/gaps', places: {} }
    const saved = (by: typeof door) => by.json('POST', '/views', view, { 'idempotency-key': key }) as Promise<{ status: number; body: unknown; headers: Headers }>
    const [first, again] = [await saved(door), await saved(second)]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(await ask('MATCH (v:__SavedView) RETURN count(v) AS n')).toEqual([{ n: 1 }])
  })

  test('a change of a version that was seen, sent again, is no conflict with itself', async () => {
    const key = randomUUID()
    const version = (await door.get(at(itOffice))).headers.get('etag') ?? ''
    const change = (by: typeof door) => by.json('PATCH', at(itOffice), { values: { name: 'IT-Amt der Stadt' }, reason: 'Ein Test', sourceIds: [source] }, { 'idempotency-key': key, 'if-match': version })
    const first = await change(door)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const again = await change(second)
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([200, first.body, first.headers.get('etag')])
  })

  test('a server that died after the commit and before the answer: the next one answers what was written', async () => {
    const key = randomUUID()
    const first = await writing([newUnit('fuenf')], key)
    // As it was in between: marked with the write, no answer kept, the lease over.
    await ask('MATCH (k:__IdempotencyKey) WHERE k.answer CONTAINS $id SET k.kept = [$kept], k.status = null, k.answer = null, k.headers = null, k.until = 0', {
      id: 'fuenf',
      kept: JSON.stringify({ answer: first.body }),
    })
    const before = await seq()
    const again = await writing([newUnit('fuenf')], key, second)
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([200, first.body, null])
    expect(await seq()).toBe(before)
  })

  test('a day later it is a new one', async () => {
    const key = randomUUID()
    expect((await writing([newUnit('sechs')], key)).status).toBe(200)
    await ask('MATCH (k:__IdempotencyKey) SET k.claimedAt = timestamp() - 25 * 3600000')
    expect((await writing([newUnit('sieben')], key)).status).toBe(200)
  })
})

/** Between server and database: hands on the COMMIT of a write under a key, and loses the answer. */
function losingProxy(uri: string): Promise<{ server: Server; port: number; lost: () => number; lose(on: boolean): void }> {
  const commit = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00])
  let losing = false
  let lost = 0
  const server = createServer((client) => {
    const database = connect(Number(new URL(uri).port), '127.0.0.1')
    let writes = false
    let deaf = false
    client.on('data', (bytes: Buffer) => {
      writes ||= bytes.includes('coalesce(k.kept')
      if (losing && writes && bytes.includes(commit)) {
        deaf = true
        lost += 1
        setTimeout(() => client.destroy(), 300)
      }
      database.write(bytes)
    })
    database.on('data', (bytes) => {
      if (!deaf) client.write(bytes)
    })
    for (const [one, its] of [[client, database], [database, client]] as const) one.on('error', () => undefined).on('close', () => its.end())
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ server, port: (server.address() as { port: number }).port, lost: () => lost, lose: (on) => (losing = on) }))
  })
}

test('F3: the answer to the COMMIT is lost, again and again: sent again with its key, the write is there once', async () => {
  const { database } = world()
  const proxy = await losingProxy(database.uri)
  const api = await startApi({ ...database, uri: `bolt://127.0.0.1:${proxy.port}` }, { KG_LOG: 'silent' })
  try {
    const through = doorOf(api.url)
    const key = randomUUID()
    const before = await seq()
    proxy.lose(true)
    const first = await writing([newUnit('verloren')], key, through).catch(() => undefined)
    proxy.lose(false)
    expect(proxy.lost()).toBeGreaterThan(0)
    // The driver may have found out by itself that it was stored; if not, nobody claims that it was not.
    expect([200, 503]).toContain(first?.status)
    const again = await writing([newUnit('verloren')], key, through)
    expect(again.status, JSON.stringify(again.body)).toBe(200)
    expect(again.body.seq).toBe(before + 1)
    expect(await seq()).toBe(before + 1)
    expect(await ask("MATCH (l:LogEntry) WHERE l.doc CONTAINS ':verloren' RETURN count(l) AS n")).toEqual([{ n: 1 }])
  } finally {
    await api.stop()
    proxy.server.close()
  }
})

describe('a bookmark', () => {
  const bookmarkOf = ({ headers }: { headers: Headers }) => headers.get('kg-bookmark') ?? ''

  test('comes with every write, and the other server sees the write with it', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const [here, there] = turn % 2 ? [door, second] : [second, door]
      const written = await here.write([newUnit(`lesezeichen-${turn}`)])
      expect(bookmarkOf(written)).toMatch(/^FB:/)
      const cookie = written.headers.getSetCookie().find((one) => one.startsWith('kg_bookmark='))
      expect(cookie).toMatch(/HttpOnly/)
      expect(cookie).toMatch(/SameSite=Lax/)
      const path = at(`unit:990000000000:lesezeichen-${turn}`)
      expect((await there.get(path, { 'kg-bookmark': bookmarkOf(written) })).status).toBe(200)
      expect((await there.get(path, { cookie: cookie?.split(';')[0] ?? '' })).status).toBe(200)
    }
    expect(bookmarkOf(await door.get('/gaps'))).toBe('')
  })

  test('one that is none is refused in the header and ignored as a cookie; one of another database is dropped', async () => {
    for (const bad of ['FB:{}', 'a b', 'x'.repeat(513), '"FB:kcwQ"']) {
      const { status, body } = await door.get<Refused>('/tenants', { 'kg-bookmark': bad })
      expect([status, body.errors?.[0]?.path], bad).toEqual([400, 'header.kg-bookmark'])
      expect((await door.get('/tenants', { cookie: `kg_bookmark=${encodeURIComponent(bad)}` })).status).toBe(200)
    }
    expect((await door.get('/tenants', { cookie: 'kg_bookmark=%E0%A4%A' })).status).toBe(200)
    const real = bookmarkOf(await door.write([newUnit('echt')]))
    const bytes = Buffer.from(real.slice(3), 'base64')
    // The number of a transaction that is not there yet, and the name of another database.
    const later = Buffer.from(bytes)
    later[later.length - 1] = (later.at(-1) ?? 0) ^ 0x40
    const elsewhere = Buffer.from(bytes)
    elsewhere[8] = (elsewhere[8] ?? 0) ^ 0xff
    for (const forged of ['FB:kcwQ', 'nonsense', ...[later, elsewhere].map((one) => `FB:${one.toString('base64')}`)]) {
      expect((await door.get('/tenants', { 'kg-bookmark': forged })).status, forged).toBe(200)
      const written = await door.json('POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes: [newUnit(`trotz-${randomUUID()}`)] }, { 'kg-bookmark': forged })
      expect(written.status, forged).toBe(200)
    }
  })
})

test('a new token is answered once, and stored nowhere', async () => {
  const password = 'Sehr-langes-Wort-7'
  expect((await door.json('POST', '/accounts', { account: 'betrieb', role: 'administrator', password })).status).toBe(201)
  const login = await door.json('POST', '/session', { account: 'betrieb', password }, { 'kg-bookmark': 'FB:kcwQ' })
  const cookie = login.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  const issue = () => door.json('POST', '/tokens', { name: 'Sicherung', days: 1, may: ['dump'] }, { cookie, 'idempotency-key': 'schluessel-der-sicherung' }) as Promise<{ status: number; body: { token?: string; type?: string } }>
  const first = await issue()
  expect(first.status).toBe(201)
  expect(first.body.token).toMatch(/^kgt_/)
  const again = await issue()
  expect([again.status, again.body.type]).toEqual([409, 'urn:kommunalgraph:problem:answered-once'])
  const [found] = await ask('MATCH (n) WHERE any(name IN keys(n) WHERE toStringOrNull(n[name]) CONTAINS $token) RETURN count(n) AS n', { token: first.body.token ?? '' })
  expect(found).toEqual({ n: 0 })
  // A key belongs to whoever sent it: the same one of somebody else is another.
  expect((await door.json('POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes: [newUnit('acht')] }, { 'idempotency-key': 'schluessel-der-sicherung' })).status).toBe(401)
})
