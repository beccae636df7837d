/**
 * The database, and then the API, are killed in the middle of large writes, at moments spread over the whole write.
 * Whatever the moment: all of it is there or nothing, the log agrees, and a retry doubles nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Change, ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import type { EntityList } from '@kommunalgraph/contract/entities.ts'
import { type Database, startDatabase } from '@kommunalgraph/database'
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginning, doorOf, source, town } from '../changes/town.ts'
import { type Api, markSeeded, startApi } from '../neo4j.ts'

const settings = { heap: '1g', pageCache: '128m' }
const rowsPerWrite = 4_000

let folder: string
let database: Database
let api: Api

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-killed-'))
  database = await startDatabase({ dataDir: folder, ...settings })
  await markSeeded(database)
  api = await startApi(database)
  expect((await doorOf(api.url).write(beginning)).status).toBe(200)
})
afterAll(async () => {
  await api?.stop()
  await database?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Units that all belong to one office: nodes and edges in one write. */
function batch(name: string): Change[] {
  const known = { confidence: 'confirmed', visibility: 'public' }
  return Array.from({ length: rowsPerWrite }, (_, index): Change[] => {
    const id = `unit:${town}:${name}-${index}`
    return [
      { op: 'put-entity', type: 'OrgUnit', id, values: { ...known, name: `${name} ${index}`, kind: 'team' } },
      { op: 'put-relation', relation: 'PART_OF', from: id, to: `unit:${town}:bauamt`, values: known },
    ]
  }).flat()
}

interface State {
  nodes: number
  edges: number
  /** Without the log entry that their `seqs` name. */
  unlogged: number
}

/** What is stored of one batch, read past the API. */
async function stored(name: string): Promise<State> {
  const driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password), { disableLosslessIntegers: true })
  try {
    const { records } = await driver.executeQuery(
      `RETURN COUNT { MATCH (n:OrgUnit) WHERE n.id STARTS WITH $prefix } AS nodes,
         COUNT { MATCH (n:OrgUnit)-[:PART_OF]->() WHERE n.id STARTS WITH $prefix } AS edges,
         COUNT { MATCH (n:OrgUnit) WHERE n.id STARTS WITH $prefix AND NOT all(seq IN n.seqs WHERE EXISTS { (:LogEntry {seq: seq}) }) } AS unlogged`,
      { prefix: `unit:${town}:${name}-` },
    )
    return records[0]?.toObject() as unknown as State
  } finally {
    await driver.close()
  }
}

async function writeBatch(name: string): Promise<{ status: number; answer?: ChangesAnswer }> {
  try {
    const { status, body } = await doorOf(api.url).write(batch(name), { sourceIds: [source] })
    return { status, answer: body }
  } catch {
    // The API itself was killed.
    return { status: 0 }
  }
}

/** All or nothing; an acknowledged write is there; writing it again brings it to exactly once. */
async function holds(name: string, acknowledged: boolean): Promise<void> {
  const { nodes, edges, unlogged } = await stored(name)
  expect([0, rowsPerWrite]).toContain(nodes)
  expect(edges).toBe(nodes)
  expect(unlogged).toBe(0)
  if (acknowledged) expect(nodes).toBe(rowsPerWrite)
  const again = await writeBatch(name)
  expect(again.status).toBe(200)
  expect(again.answer?.counts).toMatchObject(nodes === 0 ? { created: 2 * rowsPerWrite, unchanged: 0 } : { created: 0, unchanged: 2 * rowsPerWrite })
  const after = await stored(name)
  expect(after).toMatchObject({ nodes: rowsPerWrite, edges: rowsPerWrite, unlogged: 0 })
  const list = await doorOf(api.url).get<EntityList>(`/entities?type=OrgUnit&q=${name}&limit=1`)
  expect(list.status).toBe(200)
}

async function untilReady(): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    if ((await fetch(`${api.url}/api/v1/ready`)).status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  throw new Error('The API did not come back')
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** How long an undisturbed write takes here and now: the kills are spread over it. */
async function usualTime(): Promise<number> {
  const began = performance.now()
  expect((await writeBatch('ruhig')).status).toBe(200)
  return performance.now() - began
}

test('database killed at six moments of a write', async () => {
  const whole = await usualTime()
  for (const [index, share] of [0.05, 0.25, 0.45, 0.65, 0.85, 0.97].entries()) {
    const name = `db${index}`
    const writing = writeBatch(name)
    await wait(whole * share)
    const { boltPort, pid } = database
    process.kill(pid, 'SIGKILL')
    await database.exited
    await database.stop()
    const { status } = await writing
    database = await startDatabase({ dataDir: folder, ...settings, boltPort })
    await untilReady()
    await holds(name, status === 200)
  }
}, 900_000)

test('API killed at four moments of a write', async () => {
  const whole = await usualTime()
  for (const [index, share] of [0.2, 0.5, 0.8, 0.95].entries()) {
    const name = `api${index}`
    const writing = writeBatch(name)
    await wait(whole * share)
    api.process.kill('SIGKILL')
    const { status } = await writing
    api = await startApi(database)
    await holds(name, status === 200)
  }
}, 900_000)

test('two servers that start at once on an empty database seed and migrate it once', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'kommunalgraph-two-'))
  const other = await startDatabase({ dataDir: empty, ...settings })
  try {
    const both = await Promise.all([startApi(other), startApi(other)])
    const counts = await Promise.all(both.map(async ({ url }) => ((await (await fetch(`${url}/api/v1/entities?limit=1`)).json()) as EntityList).total))
    expect(counts[0]).toBeGreaterThan(500)
    expect(counts[1]).toBe(counts[0])
    const driver = neo4j.driver(other.uri, neo4j.auth.basic(other.user, other.password), { disableLosslessIntegers: true })
    const { records } = await driver.executeQuery('MATCH (m:__Migration) RETURN count(m) = count(DISTINCT m.id) AS once, COUNT { (:__Kommunalgraph) } AS marks')
    await driver.close()
    expect(records[0]?.toObject()).toEqual({ once: true, marks: 1 })
    await Promise.all(both.map((one) => one.stop()))
  } finally {
    await other.stop()
    await rm(empty, { recursive: true, force: true })
  }
}, 900_000)
