import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupBeforeMigrations } from '@kommunalgraph/api/src/exports/backup.ts'
import { checkDump } from '@kommunalgraph/api/src/exports/dump-file.ts'
import { readConfig } from '@kommunalgraph/api/src/config.ts'
import { firstSeed } from '@kommunalgraph/api/src/changes/first-seed.ts'
import { LockedError, underLock } from '@kommunalgraph/api/src/graph/lock.ts'
import {
  knownMigrations,
  type Migration,
  MigrationError,
  migrate,
  pendingMigrations,
} from '@kommunalgraph/api/src/graph/migrate.ts'
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { type Database, throwAwayDatabase } from '@kommunalgraph/database'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

let database: Database
let driver: Driver
const graphs: ReturnType<typeof openGraph>[] = []
const open = () => {
  const graph = openGraph(database)
  graphs.push(graph)
  return graph
}
const ask = async (text: string) =>
  (await driver.executeQuery(text, {}, { database: database.database })).records.map((record) => record.toObject())

beforeAll(async () => {
  database = await throwAwayDatabase()
  driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password), {
    disableLosslessIntegers: true,
  })
})
afterAll(async () => {
  await Promise.all(graphs.map((graph) => graph.close()))
  await driver?.close()
  await database?.stop()
})
beforeEach(() => ask('MATCH (n) DETACH DELETE n'))

const migration = (id: string, checksum = 'a'): Migration => ({ id, name: `migrations/${id}`, kind: 'data', checksum })

/** A schema of dozens of constraints takes its time on a busy machine. */
const patience = 180_000

describe('what is to run', () => {
  const known = [migration('0001_a'), migration('0002_b')]

  test('each once, in order', () => {
    expect(pendingMigrations(known, []).map(({ id }) => id)).toEqual(['0001_a', '0002_b'])
    expect(pendingMigrations(known, [{ id: '0001_a', checksum: 'a' }]).map(({ id }) => id)).toEqual(['0002_b'])
  })

  test('a changed old one, a newer database and a latecomer are refused in a sentence', () => {
    expect(() => pendingMigrations(known, [{ id: '0001_a', checksum: 'b' }])).toThrow(/0001_a was changed after it ran/)
    expect(() => pendingMigrations(known, [{ id: '0003_c', checksum: 'c' }])).toThrow(/newer version/)
    expect(() => pendingMigrations(known, [{ id: '0002_b', checksum: 'a' }])).toThrow(/0001_a came after 0002_b/)
  })

  test('the files that ship are numbered and say their kind', () => {
    const ids = knownMigrations().map(({ id }) => id)
    expect(ids).toEqual([...ids].sort())
    expect(ids.map((id) => Number(id.slice(0, 4)))).toEqual(ids.map((_, index) => index + 1))
  })
})

test(
  'two processes that start at once run each migration once',
  async () => {
    const runs = await Promise.all([migrate(open()), migrate(open()), migrate(open())])
    expect(runs.map((ran) => ran.length).sort()).toEqual([0, 0, knownMigrations().length])
    expect(await ask('MATCH (s:Sequence) RETURN count(*) AS n')).toEqual([{ n: 1 }])
    expect(await ask('MATCH (m:__Migration) RETURN count(*) AS n')).toEqual([{ n: knownMigrations().length }])
    expect(await migrate(open())).toEqual([])
  },
  patience,
)

test(
  'what of the schema somebody dropped is there again after the next start',
  async () => {
    await migrate(open())
    const schema = () => ask('SHOW INDEXES YIELD name RETURN name ORDER BY name')
    const before = await schema()
    expect(before.length).toBeGreaterThan(50)
    await ask('DROP CONSTRAINT entity_id')
    await ask('DROP INDEX assertion_to_id')
    expect((await schema()).length).toBe(before.length - 2)
    await migrate(open())
    expect(await schema()).toEqual(before)
  },
  patience,
)

test(
  'a migration that was changed afterwards ends the start',
  async () => {
    await migrate(open())
    await ask("MATCH (m:__Migration) SET m.checksum = 'other'")
    await expect(migrate(open())).rejects.toThrow(MigrationError)
  },
  patience,
)

test(
  'before data is migrated it is backed up, whole; where it cannot be, nothing is migrated',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kommunalgraph-test-'))
    try {
      const graph = open()
      const later: Migration = { id: '9999_later', name: 'writes/mark_seeded', kind: 'data', checksum: 'a' }
      const settings = { NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'none' }
      const told: string[] = []
      const migrated = (more: Record<string, string>, known: readonly Migration[]) =>
        migrate(graph, known, (ids) => backupBeforeMigrations(graph, readConfig({ ...settings, ...more }, '1'), ids, (text) => told.push(text)))
      // An empty database has nothing to lose.
      expect(await migrated({}, knownMigrations())).toHaveLength(knownMigrations().length)
      await ask("CREATE (:Tombstone {id: 'unit:990000000000:alt'})")
      await expect(migrated({}, [...knownMigrations(), later])).rejects.toThrow(/9999_later.*KG_BACKUP_DIR/)
      expect(await ask("MATCH (m:__Migration {id: '9999_later'}) RETURN m")).toEqual([])
      expect(await migrated({ KG_DATA: folder }, [...knownMigrations(), later])).toEqual(['9999_later'])
      const [name = '', ...others] = readdirSync(join(folder, 'backups'))
      expect([name, others]).toEqual([expect.stringMatching(/^kommunalgraph-vor-migration-990000000000-.*\.jsonl\.gz$/), []])
      const { header } = await checkDump(join(folder, 'backups', name))
      expect(header).toMatchObject({ schema: { migration: knownMigrations().at(-1)?.id }, counts: { tombstones: 1 } })
      expect(told.join()).toContain(name)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  patience,
)

test('a database of somebody else is refused, and nothing is written into it', async () => {
  await ask("CREATE (:Customer {name: 'Fremd'})")
  await expect(migrate(open())).rejects.toThrow(/does not belong to Kommunalgraph.*Customer/)
  expect(await ask('MATCH (n) RETURN labels(n) AS labels')).toEqual([{ labels: ['Customer'] }])
})

test('who waits for the lock waits for the other, but not for ever; a dead holder lets it run out', async () => {
  const [a, b] = [open(), open()]
  const order: string[] = []
  let begun = () => {}
  const first = new Promise<void>((resolve) => {
    begun = resolve
  })
  await Promise.all([
    underLock(a, 'test', async () => {
      order.push('first begins')
      begun()
      await new Promise((resolve) => setTimeout(resolve, 600))
      order.push('first ends')
    }),
    first.then(() =>
      underLock(b, 'test', async () => {
        order.push('second')
      }),
    ),
  ])
  expect(order).toEqual(['first begins', 'first ends', 'second'])
  await ask("MATCH (l:__Lock {name: 'test'}) SET l.owner = 'dead', l.until = timestamp() + 60000")
  await expect(underLock(b, 'test', async () => 'in', 500)).rejects.toThrow(LockedError)
  await ask("MATCH (l:__Lock {name: 'test'}) SET l.until = timestamp() - 1")
  expect(await underLock(b, 'test', async () => 'in', 5_000)).toBe('in')
})

test('the first seed runs once, also when two start at once or one died half-way; the mark decides, not emptiness', async () => {
  const graph = open()
  await migrate(graph)
  expect((await Promise.all([firstSeed(graph), firstSeed(open())])).sort()).toEqual([false, true])
  const [counts] = await ask('MATCH (n:Entity) WITH count(*) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS edges')
  expect(counts?.nodes).toBeGreaterThan(1_500)
  const entries = await ask('MATCH (l:LogEntry) RETURN count(DISTINCT l.seq) AS n')

  // As if the process had died before it was done: what is there stays as it is.
  await ask('MATCH (k:__Kommunalgraph) REMOVE k.seededAt')
  expect(await firstSeed(graph)).toBe(true)
  expect(await ask('MATCH (n:Entity) WITH count(*) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS edges')).toEqual(
    [counts],
  )
  expect(await ask('MATCH (l:LogEntry) RETURN count(DISTINCT l.seq) AS n')).toEqual(entries)

  await ask('MATCH (n:Entity) DETACH DELETE n')
  expect(await firstSeed(graph)).toBe(false)
}, 300_000)
