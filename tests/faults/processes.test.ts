/** Two servers that start at once on an empty database; a server that is told to stop while it writes. */
import { readSeed } from '@kommunalgraph/seed/src/data.ts'
import { knownMigrations } from '@kommunalgraph/api/src/graph/migrate.ts'
import { afterAll, expect, test } from 'vitest'
import { doorOf, newUnit } from '../changes/town.ts'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { type Api, markSeeded, startApi } from '../neo4j.ts'
import { allOrNothing, begin, numbersAgree, onceAfterRetry, pause, send, undisturbed } from './large-write.ts'

const databases: KeptDatabase[] = []
const keep = async () => {
  const database = await keepDatabase()
  databases.push(database)
  return database
}
afterAll(async () => {
  for (const database of databases) await database.remove()
})

test('two servers on an empty database: each migration and the seed run once', async () => {
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

test('a server killed while it seeds: the next one ends what it began, once', async () => {
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

test('SIGTERM under load: what is in flight ends, small and large, and the exit is clean within ten seconds', async () => {
  const database = await keep()
  await markSeeded(database.connection)
  let api: Api = await startApi(database.connection)
  await begin(api.url)
  const duration = await undisturbed(api.url)
  const { url } = api
  const door = doorOf(url)
  const small = Array.from({ length: 5 }, (_, index) => door.write([newUnit(`klein-${index}`)]).then(({ status }) => status, () => undefined))
  const reads = Array.from({ length: 40 }, () => door.get('/entities?limit=200').then(({ status }) => status, () => undefined))
  const large = send(url, 'stop')
  await pause(Math.min(duration * 0.3, 400))
  const began = performance.now()
  const code = await api.stop()
  const took = performance.now() - began
  // On a busy machine some are told to come back; what is answered with success is there, and nobody waits for ever.
  for (const status of await Promise.all(reads)) expect([200, 503]).toContain(status)
  const written = await Promise.all(small)
  for (const status of written) expect([200, 503]).toContain(status)
  expect(took).toBeLessThan(11_000)
  expect(code).toBe(0)
  await expect(fetch(`${url}/api/v1/health`)).rejects.toThrow()

  await allOrNothing(database, 'stop', await large)
  const [found] = await database.ask<{ n: number }>("MATCH (u:OrgUnit) WHERE u.name STARTS WITH 'klein-' RETURN count(u) AS n")
  expect(found?.n).toBeGreaterThanOrEqual(written.filter((status) => status === 200).length)
  api = await startApi(database.connection)
  try {
    await onceAfterRetry(database, api.url, 'stop')
  } finally {
    await api.stop()
  }
})
