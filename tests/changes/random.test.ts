import { applyChanges } from '@kommunalgraph/api/src/changes/apply.ts'
import type { LoggedItem } from '@kommunalgraph/api/src/changes/log.ts'
import { migrate } from '@kommunalgraph/api/src/graph/migrate.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { ProblemError } from '@kommunalgraph/api/src/plugins/problem.ts'
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { type Database, throwAwayDatabase } from '@kommunalgraph/database'
import * as fc from 'fast-check'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeOf, foundation, source, steps, town } from '../property/town-changes.ts'

let database: Database
let driver: Driver
let graph: Graph

beforeAll(async () => {
  database = await throwAwayDatabase({ keepPlans: true })
  driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password), {
    disableLosslessIntegers: true,
  })
  graph = openGraph(database)
  await migrate(graph)
})
afterAll(async () => {
  await graph?.close()
  await driver?.close()
  await database?.stop()
})

const ask = async (text: string) =>
  (await driver.executeQuery(text, {}, { database: database.database })).records.map((record) => record.toObject())

/** Sends one body; false if it was refused, which must have a reason. */
async function send(changes: Change[]): Promise<boolean> {
  try {
    await applyChanges(graph, { tenant: town, reason: 'Zufall', sourceIds: [source], changes }, 'test')
    return true
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(error.errors?.length).toBeGreaterThan(0)
    return false
  }
}

const wipe = () => ask('MATCH (n:Entity|LogEntry|Tombstone) DETACH DELETE n')
const factIds = async () =>
  (await ask('MATCH (:Entity)-[r]->(:Entity) RETURN r.factId AS id ORDER BY id')).map(({ id }) => String(id))

/** Everything stored, in the form in which the log speaks, with versions and numbers of entries. */
async function stored() {
  const things = new Map<string, { values: Record<string, unknown>; version: number; seqs: number[] }>()
  const keep = (id: string, row: Record<string, unknown>, ends: object) => {
    const { id: _id, type: _type, factId: _factId, slot: _slot, version, seqs, ...values } = row
    things.set(id, { values: { ...values, ...ends }, version: Number(version), seqs: (seqs as number[]).map(Number) })
  }
  const entities = (await ask('MATCH (n:Entity) RETURN n.id AS id')).map(({ id }) => String(id))
  for (const { id, stored } of await graph.read<{ id: string; stored: Record<string, unknown> }>(
    'writes/read_entities',
    { ids: entities },
  ))
    keep(id, stored, {})
  for (const row of await graph.read<{ factId: string; from: string; to: string; stored: Record<string, unknown> }>(
    'writes/read_facts',
    { ids: await factIds() },
  )) {
    keep(row.factId, row.stored, { from: row.from, to: row.to })
  }
  return things
}

/** The same from the log alone. */
async function replayed() {
  const things = new Map<string, { values: Record<string, unknown>; version: number; seqs: number[] }>()
  for (const { seq, doc } of await ask('MATCH (l:LogEntry) RETURN l.seq AS seq, l.doc AS doc ORDER BY seq, l.part')) {
    for (const { id, op, properties, from, to } of JSON.parse(String(doc)) as LoggedItem[]) {
      const before = things.get(id)
      if (op === 'retracted') {
        things.delete(id)
        continue
      }
      const values: Record<string, unknown> = { ...before?.values }
      for (const [property, [, after]] of Object.entries(properties)) {
        if (after === null) delete values[property]
        else values[property] = after
      }
      if (from && to) Object.assign(values, { from: from.id, to: to.id })
      things.set(id, { values, version: (before?.version ?? 0) + 1, seqs: [...(before?.seqs ?? []), Number(seq)] })
    }
  }
  return things
}

test('random changes on a real database: sound after each, and the log replayed is what is stored', async () => {
  await fc.assert(
    fc.asyncProperty(steps(14), async (list) => {
      await wipe()
      expect(await send(foundation)).toBe(true)
      for (const step of list) {
        const change = changeOf(step, await factIds())
        if (change) await send([change])
      }
      const open = await ask(
        "MATCH (a)-[r:ACCOUNTABLE_FOR]->(x)<-[q:ACCOUNTABLE_FOR]-(b) WHERE r.factId < q.factId AND r.validUntil = date('9999-12-31') AND q.validUntil = date('9999-12-31') RETURN x.id AS id",
      )
      expect(open).toEqual([])
      const doubles = await ask(
        "MATCH (a:Entity)-[r]->(b:Entity)<-[q]-(a) WHERE type(r) = type(q) AND r.factId < q.factId AND coalesce(r.kind, '') = coalesce(q.kind, '') AND r.validFrom < q.validUntil AND q.validFrom < r.validUntil RETURN r.factId AS id",
      )
      expect(doubles).toEqual([])
      const slots = await ask(
        "MATCH ()-[r:ACCOUNTABLE_FOR]->(x) WHERE (r.slot = x.id) <> (r.validUntil = date('9999-12-31')) OR r.slot IS NULL AND r.validUntil = date('9999-12-31') RETURN r.factId AS id",
      )
      expect(slots).toEqual([])
      expect(await replayed()).toEqual(await stored())
    }),
    { numRuns: 20 },
  )
}, 300_000)

test('rows that were imported and are imported again: no write at all', async () => {
  await fc.assert(
    fc.asyncProperty(steps(14), async (list) => {
      await wipe()
      const rows = list.flatMap((step) =>
        step.kind === 'change' && step.change.op === 'put-relation' ? [step.change] : [],
      )
      const accepted: Change[] = [...foundation]
      await send(foundation)
      for (const row of rows) if (await send([row])) accepted.push(row)
      await wipe()
      // What was accepted one by one may not go together, where a later row closed an earlier one; then it is refused whole.
      if (!(await send(accepted))) return
      const before = await stored()
      const { seq, counts } = await applyChanges(
        graph,
        { tenant: town, reason: 'Noch einmal', sourceIds: [source], changes: foundation },
        'test',
      )
      expect([seq, counts.unchanged]).toEqual([null, foundation.length])
      expect(await stored()).toEqual(before)
    }),
    { numRuns: 10 },
  )
}, 300_000)

test('an answer that was lost: sent again by the driver, the write is there once', async () => {
  await wipe()
  await send(foundation)
  // The first attempt is committed; then its answer gets lost, as when a connection breaks during the commit.
  const losing: Graph = {
    ...graph,
    write: async (work, options) => {
      await graph.write(work, options)
      return graph.write(work, options)
    },
  }
  const change: Change = {
    op: 'create-relation',
    relation: 'ACCOUNTABLE_FOR',
    from: `unit:${town}:a`,
    to: `ini:${town}:x`,
    values: { confidence: 'confirmed', visibility: 'public', validFrom: '2025-01-01' },
  }
  const answer = await applyChanges(
    losing,
    { tenant: town, reason: 'Verlorene Antwort', sourceIds: [source], changes: [change] },
    'test',
  )
  expect(answer.counts.created).toBe(1)
  expect(await factIds()).toEqual([answer.results[0]?.id])
  expect(await ask(`MATCH (l:LogEntry {seq: ${answer.seq}}) RETURN count(*) AS n`)).toEqual([{ n: 1 }])
})
