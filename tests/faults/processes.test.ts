/** Two servers that start at once on an empty database; a server that is told to stop while it writes. */
import { readSeed } from '@kommunalgraph/seed/src/data.ts'
import { knownMigrations } from '@kommunalgraph/api/src/graph/migrate.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doorOf, newUnit } from '../changes/town.ts'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { markSeeded, startApi } from '../neo4j.ts'
import { allOrNothing, begin, numbersAgree, onceAfterRetry, pause, send, undisturbed, untilReady } from './large-write.ts'

const databases: KeptDatabase[] = []
const keep = async () => {
  const database = await keepDatabase()
  databases.push(database)
  return database
}
afterAll(async () => {
  for (const database of databases) await database.remove()
})

test('F13: two servers on an empty database: each migration and the seed run once', async () => {
  const database = await keep()
  const servers = await Promise.all([startApi(database.connection), startApi(database.connection)])
  try {
    const migrations = await database.ask<{ id: string; n: number }>('MATCH (m:__Migration) RETURN m.id AS id, count(*) AS n ORDER BY id')
    expect(migrations).toEqual(knownMigrations().map(({ id }) => ({ id, n: 1 })))

    const seed = readSeed()
    const entries = await database.ask<{ reason: string; n: number }>('MATCH (l:LogEntry) RETURN l.reason AS reason, count(DISTINCT l.seq) AS n ORDER BY reason')
    expect(entries).toEqual(seed.map(({ body }) => ({ reason: body.reason, n: 1 })).sort((a, b) => (a.reason < b.reason ? -1 : 1)))
    const [entities] = await database.ask<{ n: number; ids: number }>('MATCH (e:Entity) RETURN count(*) AS n, count(DISTINCT e.id) AS ids')
    const rows = new Set(seed.flatMap(({ body }) => body.changes.flatMap((change) => (change.op === 'put-entity' ? [change.id] : []))))
    expect(entities).toEqual({ n: rows.size, ids: rows.size })
    const [facts] = await database.ask<{ n: number; ids: number }>('MATCH (:Entity)-[r]->(:Entity) RETURN count(*) AS n, count(DISTINCT r.factId) AS ids')
    expect(facts).toEqual({ n: seed.flatMap(({ body }) => body.changes).filter(({ op }) => op === 'put-relation').length, ids: facts?.n })
    await numbersAgree(database)

    const answers = await Promise.all(servers.map(async ({ url }) => doorOf(url).get<{ tenants: unknown[] }>('/tenants')))
    expect(answers[0]?.body.tenants).toHaveLength(2)
    expect(answers[1]?.body).toEqual(answers[0]?.body)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
})

test('F2: a server killed while it seeds: the next one ends what it began, once', async () => {
  const database = await keep()
  const first = await startApi(database.connection, {}, { ready: false })
  for (let seeding = false; !seeding; await pause(50)) {
    const [log] = await database.ask<{ n: number }>('MATCH (l:LogEntry) RETURN count(l) AS n')
    seeding = (log?.n ?? 0) > 0
  }
  const ended = new Promise((resolve) => first.process.once('exit', resolve))
  first.process.kill('SIGKILL')
  await ended
  const second = await startApi(database.connection)
  try {
    const entries = await database.ask<{ n: number }>('MATCH (l:LogEntry) WITH l.reason AS reason, count(DISTINCT l.seq) AS n RETURN DISTINCT n')
    expect(entries).toEqual([{ n: 1 }])
    expect((await doorOf(second.url).get<{ tenants: unknown[] }>('/tenants')).body.tenants).toHaveLength(2)
    await numbersAgree(database)
  } finally {
    await second.stop()
  }
})

test('F14: a server, and then the database, is killed while the schema and the migrations run: what is left is done once, by itself', async () => {
  const database = await keep()
  await markSeeded(database.connection)
  const count = async (text: string) => (await database.ask<{ n: number }>(text))[0]?.n ?? 0
  const indexes = 'SHOW INDEXES YIELD name RETURN count(name) AS n'
  const migrations = 'MATCH (m:__Migration) RETURN count(m) AS n'
  const first = await startApi(database.connection, {}, { ready: false })
  while ((await count(indexes)) < 20) await pause(20)
  const ended = new Promise((resolve) => first.process.once('exit', resolve))
  first.process.kill('SIGKILL')
  await ended
  expect(await count(migrations)).toBeLessThan(knownMigrations().length)
  // Waits until the lease of the dead one is over.
  const second = await startApi(database.connection, {}, { ready: false })
  try {
    while ((await count(migrations)) < 1) await pause(10)
    await database.kill()
    await database.start()
    await untilReady(second.url)
    expect(await database.ask('MATCH (m:__Migration) RETURN m.id AS id, count(*) AS n ORDER BY id')).toEqual(knownMigrations().map(({ id }) => ({ id, n: 1 })))
    expect(await database.ask('SHOW INDEXES YIELD name, state WHERE state <> "ONLINE" RETURN name')).toEqual([])
    const whole = databases[0]
    expect(await database.ask('SHOW INDEXES YIELD name RETURN name ORDER BY name')).toEqual(await whole?.ask('SHOW INDEXES YIELD name RETURN name ORDER BY name'))
    await begin(second.url)
    await numbersAgree(database)
  } finally {
    await second.stop()
  }
})

describe('SIGTERM', () => {
  let database: KeptDatabase
  let duration: number
  const statusOf = (answer: Promise<{ status: number }>) => answer.then(({ status }) => status, () => undefined)

  beforeAll(async () => {
    database = await keep()
    await markSeeded(database.connection)
    const api = await startApi(database.connection)
    await begin(api.url)
    duration = await undisturbed(api.url)
    await api.stop()
  })

  test('F15: under load: what is in flight is answered, what was answered is stored, and the exit is clean within ten seconds', async () => {
    const api = await startApi(database.connection)
    const door = doorOf(api.url)
    const load = (name: string, share = 1) => ({
      writes: Array.from({ length: Math.ceil(5 * share) }, (_, index) => statusOf(door.write([newUnit(`${name}-${index}`)]))),
      reads: Array.from({ length: Math.ceil(30 * share) }, () => statusOf(door.get('/entities?limit=20'))),
    })
    // What is planned for the first time takes seconds of the grace, and a busy machine does not manage as much in the rest of it.
    await Promise.all(Object.values(load('vorab')).flat())
    const before = performance.now()
    await Promise.all(Object.values(load('probe')).flat())
    const { writes, reads } = load('klein', Math.min(1, 2_500 / (performance.now() - before)))
    // One is answered, so the others, sent in the same moment, have arrived.
    await Promise.race(reads)
    const began = performance.now()
    expect(await api.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    // On a busy machine some are told to come back; none is cut off.
    for (const status of await Promise.all([...reads, ...writes])) expect([200, 503]).toContain(status)
    await expect(fetch(`${api.url}/api/v1/health`)).rejects.toThrow()
    const stored = (await Promise.all(writes)).filter((status) => status === 200).length
    const [found] = await database.ask<{ n: number }>("MATCH (u:OrgUnit) WHERE u.name STARTS WITH 'klein-' RETURN count(u) AS n")
    expect(found?.n).toBe(stored)
    await numbersAgree(database)
  })

  test('in the middle of a large write: the exit waits at most ten seconds, and all or nothing is there', async () => {
    const api = await startApi(database.connection)
    const large = send(api.url, 'stop')
    await pause(duration * 0.3)
    const began = performance.now()
    await api.stop()
    // The grace, and a moment to end the process.
    expect(performance.now() - began).toBeLessThan(12_000)
    await allOrNothing(database, 'stop', await large)
    const next = await startApi(database.connection)
    try {
      await onceAfterRetry(database, next.url, 'stop')
    } finally {
      await next.stop()
    }
  })
})
