/**
 * The wire to the database slow, dumb, torn and too narrow; the database without memory, without an index, behind another password;
 * readers and writers that go away; clocks that are wrong. One database, kept; processes of their own for each fault.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginning, doorOf, newUnit, source } from '../changes/town.ts'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { type Api, markSeeded, startApi } from '../neo4j.ts'
import { allOrNothing, numbersAgree, onceAfterRetry, send, untilReady } from './large-write.ts'
import { type Wire, wireTo } from './wire.ts'

let database: KeptDatabase
let wire: Wire
/** Through the wire, and straight. */
let api: Api
let straight: Api

beforeAll(async () => {
  database = await keepDatabase()
  await markSeeded(database.connection)
  wire = await wireTo(database.connection)
  straight = await startApi(database.connection)
  expect((await doorOf(straight.url).write(beginning)).status).toBe(200)
  expect(await send(straight.url, 'vorab')).toBe(200)
  api = await startApi(wire.connection)
}, 600_000)

afterAll(async () => {
  await api?.stop()
  await straight?.stop()
  await wire?.close()
  await database?.remove()
})

interface Timed {
  status: number
  ms: number
  type: string | undefined
  retryAfter: string | null
}
async function timed(path: string, base = api.url, init: RequestInit = {}): Promise<Timed> {
  const began = performance.now()
  const response = await fetch(`${base}/api/v1${path}`, init)
  const text = await response.text()
  return { status: response.status, ms: performance.now() - began, type: (JSON.parse(text) as { type?: string }).type, retryAfter: response.headers.get('retry-after') }
}
const refusedInTime = ({ status, ms, retryAfter }: Timed, path: string) => {
  expect(status, path).toBe(503)
  expect(Number(retryAfter), path).toBeGreaterThan(0)
  expect(ms, path).toBeLessThan(8_000)
}
const healthLives = async () => {
  const { status, ms } = await timed('/health')
  expect(status).toBe(200)
  expect(ms).toBeLessThan(2_000)
}
/** Milliseconds for a read of this kind now. */
const pathsOfAll = ['/search?q=amt', '/entities?limit=5', '/tenants', '/gaps']

describe('a slow wire', () => {
  test('F6: 300 ms later each round is 300 ms slower, and all is answered', async () => {
    await Promise.all(pathsOfAll.map((path) => timed(path)))
    wire.delay(300)
    try {
      for (const path of pathsOfAll) {
        const { status, ms } = await timed(path)
        expect(status, path).toBe(200)
        expect(ms, path).toBeGreaterThan(250)
      }
      expect((await doorOf(api.url).write([newUnit('langsam')])).status).toBe(200)
    } finally {
      wire.delay(0)
    }
  })

  test('F6: 6 s later nobody waits in vain, nothing piles up, and the health route lives', async () => {
    wire.delay(6_000)
    try {
      const answers = await Promise.all(Array.from({ length: 120 }, (_, index) => timed(pathsOfAll[index % pathsOfAll.length] ?? '')))
      for (const answer of answers) refusedInTime(answer, 'slow')
      await healthLives()
    } finally {
      wire.delay(0)
    }
    await untilReady(api.url)
    // What was said before is still on its way for six seconds, and what is asked on those connections waits behind it.
    for (const path of pathsOfAll) await expect.poll(async () => (await timed(path)).status, { timeout: 20_000 }).toBe(200)
  })
})

describe('a dumb wire', () => {
  test('F7: reads and writes are told to come back in time, the health route lives, and all is well when it speaks again', async () => {
    await Promise.all(pathsOfAll.map((path) => timed(path)))
    wire.pause()
    try {
      const body = JSON.stringify({ reason: 'Ein Test', sourceIds: [source], changes: [newUnit('stumm')] })
      const answers = await Promise.all([
        ...pathsOfAll.map((path) => timed(path)),
        timed('/ready'),
        timed('/changes', api.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
      ])
      for (const [index, answer] of answers.entries()) refusedInTime(answer, String(index))
      await healthLives()
    } finally {
      wire.resume()
    }
    await untilReady(api.url)
    for (const path of pathsOfAll) expect((await timed(path)).status).toBe(200)
    // Sent again it is there once, whatever became of the first.
    expect((await doorOf(api.url).write([newUnit('stumm')])).status).toBe(200)
    expect(await database.ask('MATCH (n:OrgUnit {name: "stumm"}) RETURN count(n) AS n')).toEqual([{ n: 1 }])
  })
})

describe('a torn wire', () => {
  test('F8: cut after any number of bytes, an answer is whole or a refusal, never half of one with 200', async () => {
    const whole = (await (await fetch(`${straight.url}/api/v1/entities?limit=200`)).text()).length
    for (const bytes of [0, 1, 2, 5, 20, 50, 100, 250, 285, 300, 350, 410, 425, 480, 700, 1_500, 3_000, 9_000, 20_000, 40_000]) {
      wire.cutAfter(bytes)
      const response = await fetch(`${api.url}/api/v1/entities?limit=200`)
      const text = await response.text()
      expect([200, 503], `${bytes}`).toContain(response.status)
      const parsed: unknown = JSON.parse(text)
      if (response.status === 200) expect(JSON.stringify(parsed).length, `${bytes}`).toBe(whole)
    }
    wire.cutAfter(Number.POSITIVE_INFINITY)
    await untilReady(api.url)
  })

  test('F8: an export that breaks off is no whole file', async () => {
    const whole = (await (await fetch(`${straight.url}/api/v1/exports/cytoscape.json`)).text()).length
    wire.cutAfter(60_000)
    const text = await fetch(`${api.url}/api/v1/exports/cytoscape.json`).then(async (response) => (response.status === 200 ? response.text() : undefined)).catch(() => undefined)
    wire.cutAfter(Number.POSITIVE_INFINITY)
    // Whole because the driver tried again, refused, or cut off so that the reader notices.
    if (text !== undefined) expect(JSON.stringify(JSON.parse(text)).length).toBe(JSON.stringify(JSON.parse(await (await fetch(`${straight.url}/api/v1/exports/cytoscape.json`)).text())).length)
    expect(whole).toBeGreaterThan(60_000)
    await untilReady(api.url)
  })

  // What a cluster says when its leader has changed (NotALeader, SessionExpired) takes the same way through the driver: its
  // transaction functions try again. A real cluster is Enterprise, and not here.
  test('F22: a connection that is lost at any step of a write is replaced, and the write happens once', async () => {
    const statuses: number[] = []
    for (const bytes of [0, 10, 200, 1_000]) {
      wire.cutAfter(bytes)
      statuses.push((await doorOf(api.url).write([newUnit(`abgerissen-${bytes}`)])).status)
      wire.cutAfter(Number.POSITIVE_INFINITY)
    }
    for (const status of statuses) expect([200, 503]).toContain(status)
    expect(statuses).toContain(200)
    const found = await database.ask<{ name: string; n: number }>("MATCH (u:OrgUnit) WHERE u.name STARTS WITH 'abgerissen-' RETURN u.name AS name, count(*) AS n")
    for (const { n } of found) expect(n).toBe(1)
    expect(found.length).toBeGreaterThanOrEqual(statuses.filter((status) => status === 200).length)
    await numbersAgree(database)
  })

  test('F3: the answer to a commit is lost: what was written is there once, with one entry in the log', async () => {
    wire.loseNextCommit()
    const status = await send(api.url, 'verloren')
    expect([200, 503]).toContain(status)
    expect(await allOrNothing(database, 'verloren', status)).toBe('all')
    await onceAfterRetry(database, api.url, 'verloren')
    await numbersAgree(database)
  })
})

describe('more questions than connections', () => {
  test('F16: with two connections and slow answers fifty are answered or told to come back soon, and the health route lives', async () => {
    const narrow = await startApi(wire.connection, { NEO4J_POOL: '2' })
    try {
      wire.delay(1_000)
      const asked = Array.from({ length: 50 }, (_, index) => timed(`/entities?limit=${index + 1}`, narrow.url))
      const health = await timed('/health', narrow.url)
      expect(health).toMatchObject({ status: 200 })
      expect(health.ms).toBeLessThan(2_000)
      const answers = await Promise.all(asked)
      for (const { status, ms, retryAfter } of answers) {
        expect([200, 503]).toContain(status)
        if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0)
        expect(ms).toBeLessThan(10_000)
      }
      expect(answers.some(({ status }) => status === 503)).toBe(true)
      wire.delay(0)
      await untilReady(narrow.url)
      expect((await timed('/entities', narrow.url)).status).toBe(200)
    } finally {
      wire.delay(0)
      await narrow.stop()
    }
  })
})
