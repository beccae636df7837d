/**
 * What happens to a running server from all sides, on one database that is kept: writers at once, readers who leave or dawdle, a
 * parser that dies, an index that is gone, a password that was changed, a clock that is wrong, a restart while everybody works.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import neo4j from 'neo4j-driver'
import { asker } from '@kommunalgraph/api/src/graph/asker.ts'
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginning, doorOf, newUnit, town } from '../changes/town.ts'
import { csv, importsOf, settled } from '../imports/upload.ts'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { type Api, markSeeded, startApi } from '../neo4j.ts'
import { numbersAgree, send, untilReady } from './large-write.ts'
import { wireTo } from './wire.ts'

let database: KeptDatabase
let api: Api
const door = doorOf(() => api.url)

beforeAll(async () => {
  database = await keepDatabase()
  await markSeeded(database.connection)
  api = await startApi(database.connection)
  expect((await door.write(beginning)).status).toBe(200)
  for (const name of ['vorab', 'mehr']) expect(await send(api.url, name)).toBe(200)
}, 600_000)

afterAll(async () => {
  await api?.stop()
  await database?.remove()
})

const statusOf = (answer: Promise<{ status: number }>) => answer.then(({ status }) => status, () => undefined)
const named = async (prefix: string) => (await database.ask<{ n: number }>('MATCH (u:OrgUnit) WHERE u.name STARTS WITH $prefix RETURN count(u) AS n', { prefix }))[0]?.n
const sheets = (file: string) => [{ sheet: file, target: 'OrgUnit', columns: { Bezeichnung: 'name', Art: 'kind' }, defaults: { confidence: 'confirmed' } }]
const table = (name: string, rows: number) => csv(['Bezeichnung', 'Art'], ...Array.from({ length: rows }, (_, index) => [`${name} ${index}`, 'Amt']))

async function checked(name: string, rows: number): Promise<string> {
  const client = importsOf(api.url)
  const { body } = await client.upload('zeilen.csv', table(name, rows))
  const again = await client.json('POST', `/imports/${body.id}/mapping?wait=120`, { sheets: sheets('zeilen') })
  expect((await settled(api.url, again.body)).counts.created).toBe(rows)
  return body.id
}

test('F11: eight who write the same things in every order all get through, and nobody hears of a deadlock', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `sturm-${index}`)
  expect((await door.write(ids.map((id) => newUnit(id)))).status).toBe(200)
  const rounds = 6
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const statuses: number[] = []
      for (let round = 0; round < rounds; round++) {
        const some = [...ids].sort(() => Math.random() - 0.5).slice(0, 40)
        statuses.push((await door.write(some.map((id) => newUnit(id, { description: `Von ${writer} in Runde ${round}` })))).status)
      }
      return statuses
    }),
  )
  expect(answers.flat()).toEqual(Array(8 * rounds).fill(200))
  await numbersAgree(database)
})

test('F12: the same file sent and confirmed twice at once is written once; whoever comes second is told', async () => {
  const id = await checked('Doppelt', 800)
  const client = importsOf(api.url)
  const twice = await Promise.all([client.commit(id), client.commit(id)])
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await named('Doppelt ')).toBe(800)
  // The same as two imports of two people: the second finds nothing left to do.
  const [one, other] = [await checked('Zweimal', 800), await checked('Zweimal', 800)]
  const both = await Promise.all([client.commit(one), client.commit(other)])
  for (const { status } of both) expect([200, 409, 412]).toContain(status)
  expect(both.some(({ status }) => status === 200)).toBe(true)
  expect(await named('Zweimal ')).toBe(800)
  await numbersAgree(database)
}, 300_000)

describe('readers who leave', () => {
  /** Transactions of this server that run a query with these words. */
  const running = async (words: string) =>
    (await database.ask<{ text: string }>('SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery AS text')).filter(({ text }) => text.includes(words) && !text.includes('SHOW TRANSACTIONS')).length

  test('F17: a reader who hangs up ends their query in the database, too', async () => {
    // What the database would work on for many minutes.
    const graph = openGraph(database.connection)
    const gone = new AbortController()
    try {
      const asked = asker.run(gone.signal, () => graph.readText('CYPHER 25 UNWIND range(1, 20000000000) AS x RETURN sum(x % 7) AS s', {}, { timeoutMs: 60_000 }).then(() => 'answered', (error: Error) => error.message))
      await expect.poll(() => running('20000000000'), { timeout: 20_000, interval: 50 }).toBe(1)
      gone.abort()
      await expect.poll(() => running('20000000000'), { timeout: 5_000, interval: 50 }).toBe(0)
      expect(await asked).toMatch(/Nobody waits/)
    } finally {
      await graph.close()
    }
    const { port } = new URL(api.url)
    const slow = [`/entities/${encodeURIComponent(`unit:${town}:bauamt`)}/impact?depth=6`, '/quality', '/map/positions', '/exports/xlsx', '/entities?limit=200']
    for (let round = 0; round < 10; round++)
      for (const path of slow) {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(`GET /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`))
        socket.on('error', () => undefined)
        await pause(5 + Math.random() * 60)
        socket.destroy()
      }
    // What was shared with others ends in its own time.
    await expect.poll(() => running('CYPHER 25'), { timeout: 60_000 }).toBe(0)
    await expect.poll(() => statusOf(door.get('/entities'))).toBe(200)
  })

  test('F17: one who reads a byte a second, and one who is gone in the middle of an export, keep nobody else waiting', async () => {
    const { port } = new URL(api.url)
    const dawdlers = Array.from({ length: 2 }, () => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET /api/v1/exports/cytoscape.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'))
      socket.on('error', () => undefined)
      socket.pause()
      const sip = setInterval(() => socket.read(1), 1_000)
      socket.once('close', () => clearInterval(sip))
      return socket
    })
    await pause(1_500)
    // A crowded machine may keep one waiting too long; the next try gets through.
    for (let reader = 0; reader < 10; reader++) await expect.poll(() => statusOf(door.get('/entities?limit=20')), { timeout: 20_000 }).toBe(200)
    expect((await door.write([newUnit('waehrenddessen')])).status).toBe(200)
    for (const socket of dawdlers) expect(socket.destroyed).toBe(false)
    // Gone in mid-export: their places are free again.
    for (const socket of dawdlers) socket.destroy()
    await expect.poll(async () => statusOf(fetch(`${api.url}/api/v1/exports/cytoscape.json`).then(async (response) => (await response.arrayBuffer(), response))), { timeout: 20_000 }).toBe(200)
    await expect.poll(() => running('CYPHER 25'), { timeout: 5_000 }).toBe(0)
  })
})

test('F24: a parser that dies in the middle of a file fails that import, and the server lives', async () => {
  const rows = 60_000
  const client = importsOf(api.url)
  const form = new FormData()
  form.append('file', new Blob([table('Absturz', rows)]), 'zeilen.csv')
  const response = await fetch(`${api.url}/api/v1/imports?wait=0`, { method: 'POST', body: form })
  const report = (await response.json()) as ImportReport
  expect(response.status).toBe(201)
  const children = () => readFileSync(`/proc/${api.process.pid}/task/${api.process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('imports/child'))
  await expect.poll(children, { timeout: 30_000, interval: 20 }).toHaveLength(1)
  process.kill(children()[0] ?? 0, 'SIGKILL')
  const ended = await settled(api.url, report)
  expect(ended.state).toBe('failed')
  expect(ended.issues[0]).toMatchObject({ rule: 'failed', severity: 'refused' })
  expect((await door.get('/entities')).status).toBe(200)
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('kommunalgraph-import-'))).toEqual([])
  // And the next file is read.
  expect(await checked('Danach', 50)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(client).toBeDefined()
}, 300_000)

describe('the wrong clock', () => {
  test('F18: leap days, the first and the last day, and days that there never were', async () => {
    expect((await door.write([newUnit('schalttag', { validFrom: '2024-02-29', validUntil: '2028-02-29' })])).status).toBe(200)
    const seen = async (asOf: string) => {
      const { status, body } = await door.get<{ items?: unknown[] }>(`/search?q=schalttag&asOf=${asOf}`)
      return body.items ? body.items.length : status
    }
    expect(await Promise.all(['2024-02-28', '2024-02-29', '2025-02-28', '2028-02-28', '2028-02-29', '9999-12-31', '0001-01-01'].map(seen))).toEqual([0, 1, 1, 1, 0, 0, 0])
    for (const day of ['2025-02-29', '2026-02-30', '2100-02-29', '20260-01-01', '2026-13-01', '2026-3-1']) expect(await seen(day), day).toBe(400)
    expect((await door.get('/entities?asOf=9999-12-31')).status).toBe(200)
    expect((await door.get('/entities?asOf=0001-01-01')).status).toBe(200)
    for (const [from, until] of [['2026-02-29', '9999-12-31'], ['9999-12-31', '9999-12-31'], ['2026-03-01', '2026-02-28']] as const)
      expect([400, 422], `${from} ${until}`).toContain((await door.write([newUnit('verkehrt', { validFrom: from, validUntil: until })])).status)
  })

  test('F18: a server whose clock is a year behind or ahead writes in the same order, and no write is lost', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-clock-'))
    const [first] = await database.ask<{ seq: number }>('MATCH (s:Sequence) RETURN max(s.value) AS seq')
    let expected = first?.seq ?? 0
    try {
      for (const days of [-366, 366, 0]) {
        const file = join(folder, `clock${days}.mjs`)
        writeFileSync(
          file,
          `const real = Date; const shift = ${days * 86_400_000}
           globalThis.Date = class extends real { constructor(...given) { given.length === 0 ? super(real.now() + shift) : super(...given) } static now() { return real.now() + shift } }\n`,
        )
        const wrong = await startApi(database.connection, { NODE_OPTIONS: `--import ${file}` })
        try {
          const { status, body } = await doorOf(wrong.url).write([newUnit(`uhr${days}`)])
          expect({ days, status, seq: body.seq }).toEqual({ days, status: 200, seq: ++expected })
          expect((await doorOf(wrong.url).get(`/entities/${encodeURIComponent(`unit:${town}:uhr${days}`)}/history`)).status).toBe(200)
        } finally {
          await wrong.stop()
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const entries = await database.ask<{ seq: number }>('MATCH (l:LogEntry) WITH DISTINCT l.seq AS seq RETURN seq ORDER BY seq')
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: expected }, (_, index) => index + 1))
    await numbersAgree(database)
  }, 300_000)
})

test('F21: without its index search alone is refused, and readiness names what is missing', async () => {
  const [index] = await database.ask<{ text: string }>("SHOW INDEXES YIELD name, createStatement WHERE name = 'entity_names' RETURN createStatement AS text")
  await database.ask('DROP INDEX entity_names')
  try {
    await expect.poll(() => statusOf(door.get('/search?q=amt'))).toBe(503)
    const refused = await door.get<{ type: string }>('/search?q=bau')
    expect(refused.body.type).toBe('urn:kommunalgraph:problem:search-unavailable')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const path of ['/entities', '/tenants', '/gaps', '/health']) expect((await door.get(path)).status, path).toBe(200)
    expect((await door.write([newUnit('ohne-suche')])).status).toBe(200)
    const ready = await door.get<{ detail: string }>('/ready')
    expect(ready.status).toBe(503)
    expect(ready.body.detail).toContain('entity_names')
  } finally {
    await database.ask(index?.text ?? '')
    await database.ask('CALL db.awaitIndexes(60)')
  }
  await untilReady(api.url)
  expect((await door.get('/search?q=amt')).status).toBe(200)
})

test('F23: a changed password of the database: not ready, no secret in the log, no storm of logins; the new one works', async () => {
  const wire = await wireTo(database.connection)
  const { uri, user, password } = database.connection
  const admin = neo4j.driver(uri, neo4j.auth.basic(user, password))
  const other = 'ein-anderes-Geheimnis-47'
  const lines: string[] = []
  const server = await startApi(wire.connection, { KG_LOG: 'debug' }, { heard: (text) => lines.push(text) })
  try {
    await admin.executeQuery('ALTER CURRENT USER SET PASSWORD FROM $old TO $new', { old: password, new: other }, { database: 'system' })
    try {
      // What is open stays logged in; a torn wire makes the server log in anew.
      wire.cutAfter(0)
      await fetch(`${server.url}/api/v1/tenants`).then((response) => response.text())
      wire.cutAfter(Number.POSITIVE_INFINITY)
      await expect.poll(() => statusOf(fetch(`${server.url}/api/v1/ready`)), { timeout: 20_000 }).toBe(503)
      const before = wire.opened()
      const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => statusOf(fetch(`${server.url}/api/v1/entities?limit=${1 + (index % 100)}`))))
      expect(new Set(answers)).toEqual(new Set([503]))
      // Each login is a new connection: not one for each request.
      expect(wire.opened() - before).toBeLessThan(30)
      expect((await fetch(`${server.url}/api/v1/health`)).status).toBe(200)
      expect(lines.join('')).toContain('"problem":"database-unavailable"')
      expect(lines.join('')).not.toContain(password)
    } finally {
      const next = neo4j.driver(uri, neo4j.auth.basic(user, other))
      await expect.poll(() => next.executeQuery('ALTER CURRENT USER SET PASSWORD FROM $old TO $new', { old: other, new: password }, { database: 'system' }).then(() => 'done', (error: Error) => error.message), { timeout: 60_000, interval: 2_000 }).toBe('done')
      await next.close()
    }
    await untilReady(server.url)
  } finally {
    await admin.close()
    await server.stop()
    await wire.close()
  }
}, 300_000)

test('F10: an import larger than the memory of the database is refused whole, with the way out, and the server goes on', async () => {
  // This database lends all transactions together some 350 MB.
  const id = await checked('Zu viele', 60_000)
  const { status, body } = await importsOf(api.url).commit(id)
  expect(status).toBe(413)
  expect(body.detail).toMatch(/Split it, or raise the heap of the database \(KG_HEAP/)
  expect(await named('Zu viele ')).toBe(0)
  expect((await door.write([newUnit('nach-dem-grossen')])).status).toBe(200)
  await numbersAgree(database)
}, 600_000)

describe('restarts while everybody works', () => {
  /** Writes and reads until told to stop: what was accepted, and every status that came. */
  function load(name: string, bases: () => string[]) {
    let over = false
    let next = 0
    const accepted: string[] = []
    const statuses = new Map<string, number>()
    let longest = 0
    const note = (status: number | string) => statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1)
    const worker = async (writes: boolean) => {
      while (!over) {
        const index = next++
        const all = bases()
        const base = all[index % all.length] ?? ''
        const began = performance.now()
        const slug = `${name}-${index}`
        try {
          const { status } = writes ? await doorOf(base).write([newUnit(slug), newUnit(`${slug}-zwei`)]) : await doorOf(base).get('/entities?limit=20')
          note(status)
          if (writes && status === 200) accepted.push(slug)
        } catch {
          note('no connection')
        }
        longest = Math.max(longest, performance.now() - began)
        await pause(10)
      }
    }
    const done = Promise.all([worker(true), worker(true), worker(false), worker(false), worker(false)])
    return {
      end: async () => {
        over = true
        await done
        return { accepted, statuses, longest }
      },
    }
  }
  const check = async (name: string, accepted: readonly string[]) => {
    const found = (await database.ask<{ name: string }>('MATCH (u:OrgUnit) WHERE u.name STARTS WITH $prefix RETURN u.name AS name', { prefix: `${name}-` })).map(({ name: one }) => one)
    const stored = new Set(found)
    expect(accepted.filter((slug) => !stored.has(slug) || !stored.has(`${slug}-zwei`)), 'accepted and lost').toEqual([])
    // Both of a write or none.
    expect(found.filter((one) => (one.endsWith('-zwei') ? !stored.has(one.slice(0, -5)) : !stored.has(`${one}-zwei`))), 'half a write').toEqual([])
    expect(found.length, 'doubled').toBe(stored.size)
    await numbersAgree(database)
  }

  test('F5: the database is restarted: only 503 in the gap, no write that was accepted is lost, and it goes on by itself', async () => {
    const work = load('neustart', () => [api.url])
    await pause(3_000)
    await database.shut()
    await pause(1_000)
    await database.start()
    await untilReady(api.url)
    await pause(3_000)
    const { accepted, statuses, longest } = await work.end()
    expect([...statuses.keys()].filter((status) => !['200', '503'].includes(status)), JSON.stringify([...statuses])).toEqual([])
    expect(statuses.get('200')).toBeGreaterThan(10)
    expect(longest).toBeLessThan(60_000)
    await check('neustart', accepted)
  }, 300_000)

  test('F5, F15: servers are replaced one after the other: nobody who asks the other one notices, nothing accepted is lost', async () => {
    let servers = [await startApi(database.connection), await startApi(database.connection)]
    const work = load('rollend', () => servers.map(({ url }) => url))
    for (let round = 0; round < 2; round++) {
      const fresh = await startApi(database.connection)
      const [old, kept] = servers as [Api, Api]
      servers = [kept, fresh]
      // As a proxy does it: no new requests, then the signal.
      await pause(500)
      expect(await old.stop()).toBe(0)
    }
    await pause(1_000)
    const { accepted, statuses, longest } = await work.end()
    for (const server of servers) await server.stop()
    expect([...statuses.keys()].filter((status) => !['200', '503'].includes(status)), JSON.stringify([...statuses])).toEqual([])
    expect(longest).toBeLessThan(30_000)
    expect(accepted.length).toBeGreaterThan(10)
    await check('rollend', accepted)
  }, 300_000)
})
