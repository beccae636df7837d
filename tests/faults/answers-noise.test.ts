/**
 * No answer may change through what it must not read. A copy of every relation is laid from and to other entities, but
 * ended, not yet begun, of another municipality, or (for the public) internal; then the same with copies of the entities
 * at its ends. Every question, every gap and the ownership of initiatives and others must answer as before.
 */
import { isDeepStrictEqual } from 'node:util'
import { buildApp } from '@kommunalgraph/api/src/app.ts'
import { readConfig } from '@kommunalgraph/api/src/config.ts'
import type { App } from '@kommunalgraph/api/src/deps.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import type { GapAnswer, Ownership, QuestionAnswer, QuestionCatalogue } from '@kommunalgraph/contract/answers.ts'
import { gapKindNames } from '@kommunalgraph/contract/gaps.ts'
import { actorTypeNames, ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { address, of, type Query, send } from '../http.ts'
import { asOf, environmentOf, karlsruhe, musterstadt, startWorld, type World } from '../neo4j.ts'

let world: World
let publicApi: App
let graph: Graph
let driver: Driver
type Snapshot = Map<string, unknown>
let before: { internal: Snapshot; public: Snapshot }

beforeAll(async () => {
  world = await startWorld()
  // The public view in this process: a second server would warm up for minutes on a busy machine.
  graph = openGraph(world.database)
  const config = readConfig({ ...environmentOf(world.database), KG_READER: 'public', KG_LOG: 'silent' }, 'test')
  publicApi = await buildApp({ graph, config, preparation: { step: 'done' } })
  driver = neo4j.driver(world.database.uri, neo4j.auth.basic(world.database.user, world.database.password))
  before = { internal: await snapshot(internal), public: await snapshot(open) }
}, 900_000)

afterAll(async () => {
  await driver?.close()
  await publicApi?.close()
  await graph?.close()
  await world?.stop()
})

type Ask = <Body>(path: string, query?: Query) => Promise<{ status: number; body: Body }>

const internal: Ask = (path, query = {}) => send(address(path, query, world.api.url))

const open: Ask = async <Body>(path: string, query: Query = {}) => {
  const { pathname, search } = new URL(address(path, query, world.api.url))
  const response = await publicApi.inject({ method: 'GET', url: pathname + search })
  return { status: response.statusCode, body: response.json<Body>() }
}

/** Every question, every gap, and the ownership of every initiative and of every sixth of the rest, for one reader. */
async function snapshot(ask: Ask): Promise<Snapshot> {
  const answers: Snapshot = new Map()
  const read = async <Body>(path: string, query: Query = {}): Promise<Body> => {
    const { status, body } = await ask<Body>(path, query)
    expect(status, path).toBe(200)
    return body
  }
  const { questions } = await read<QuestionCatalogue>('/questions')
  for (const { code, parameters } of questions) {
    const examples = Object.fromEntries(parameters.map(({ name, example }) => [name, example]))
    answers.set(code, await read<QuestionAnswer>(`/questions/${code}`, { asOf, ...examples }))
  }
  for (const kind of gapKindNames) answers.set(kind, await read<GapAnswer>(`/gaps/${kind}`, { asOf, limit: 200 }))
  answers.set('gaps', await read('/gaps', { asOf }))
  // Taken from the first snapshot's days: entities that the noise adds are not asked for.
  for (const id of await owned()) {
    const { status, body } = await ask<Ownership>(`${of(id)}/ownership`, { asOf })
    answers.set(id, status === 200 ? body : status)
  }
  return answers
}

let ids: string[] | undefined
async function owned(): Promise<string[]> {
  ids ??= (
    await driver.executeQuery(
      `MATCH (n:Entity {tenant: $tenant}) WHERE n.type IN $types RETURN n.id AS id ORDER BY id`,
      { tenant: musterstadt, types: [...ontology.relationTypes.ACCOUNTABLE_FOR.to] },
    )
  ).records.map((record) => record.get('id')).filter((id, index) => id.startsWith('ini:') || index % 6 === 0)
  return ids
}

function same(now: Snapshot, then: Snapshot): void {
  const differing = [...then].filter(([name, answer]) => !isDeepStrictEqual(now.get(name), answer)).map(([name]) => name)
  for (const name of differing.slice(0, 3)) expect.soft(now.get(name), name).toEqual(then.get(name))
  expect(differing).toEqual([])
}

const ended = { validFrom: '0001-01-01', validUntil: '2020-01-01' }
const later = { validFrom: '2030-01-01', validUntil: '9999-12-31' }

/** Relations whose past is read on purpose: who was accountable, who held the office, where it belonged. */
const pastIsRead = ['ACCOUNTABLE_FOR', 'HOLDS_POST', 'POST_IN', 'PART_OF']

/** A copy of every relation of the municipality, turned to another target and to another source of the same type. */
async function copyRelations(mark: string, properties: Record<string, string>, not: readonly string[] = []): Promise<number> {
  const { records } = await driver.executeQuery(
    `CYPHER 25
     MATCH (a:Entity)-[r]->(b:Entity)
     WHERE r.tenant = $tenant AND r.validUntil > date($asOf) AND r.mark IS NULL AND NOT type(r) IN $not
     WITH a, r, b
     WITH a, r, b,
       COLLECT { MATCH (c:Entity {tenant: b.tenant, type: b.type}) WHERE c <> b AND c <> a AND c.mark IS NULL RETURN c ORDER BY c.id } AS targets,
       COLLECT { MATCH (c:Entity {tenant: a.tenant, type: a.type}) WHERE c <> a AND c <> b AND c.mark IS NULL RETURN c ORDER BY c.id } AS sources
     UNWIND [{x: a, y: targets[size(a.id + b.id) * 7 % (size(targets) + 1)]}, {x: sources[size(a.id + b.id) * 5 % (size(sources) + 1)], y: b}] AS pair
     WITH r, pair.x AS x, pair.y AS y WHERE x IS NOT NULL AND y IS NOT NULL
     CREATE (x)-[n:$(type(r))]->(y) SET n = r {.*, mark: $mark, slot: null, factId: 'fact:noise:' + randomUUID()}, n += $properties,
       n.validFrom = CASE WHEN $properties.validFrom IS NULL THEN r.validFrom ELSE date($properties.validFrom) END,
       n.validUntil = CASE WHEN $properties.validUntil IS NULL THEN r.validUntil ELSE date($properties.validUntil) END
     RETURN count(n) AS copies`,
    { tenant: musterstadt, asOf, mark, properties, not },
  )
  return Number(records[0]?.get('copies'))
}

/** A copy of the entity at either end of every relation, joined by a relation that everybody may see today. */
async function copyEnds(mark: string, properties: Record<string, string>, not: readonly string[] = []): Promise<number> {
  const { records } = await driver.executeQuery(
    `CYPHER 25
     MATCH (a:Entity)-[r]->(b:Entity)
     WHERE r.tenant = $tenant AND r.validFrom <= date($asOf) < r.validUntil AND r.mark IS NULL AND a.mark IS NULL AND b.mark IS NULL
     UNWIND [{old: a, side: 'from'}, {old: b, side: 'to'}] AS end
     WITH a, r, b, end.old AS old, end.side AS side
     WHERE old.tenant = $tenant AND NOT old.type IN $not
     CREATE (c:Entity:$(labels(old))) SET c = old {.*, id: old.id + '-' + $mark + '-' + randomUUID(), mark: $mark}, c += $properties,
       c.validFrom = CASE WHEN $properties.validFrom IS NULL THEN old.validFrom ELSE date($properties.validFrom) END,
       c.validUntil = CASE WHEN $properties.validUntil IS NULL THEN old.validUntil ELSE date($properties.validUntil) END
     WITH r, c, CASE side WHEN 'from' THEN c ELSE a END AS x, CASE side WHEN 'to' THEN c ELSE b END AS y
     CREATE (x)-[n:$(type(r))]->(y) SET n = r {.*, mark: $mark, slot: null, factId: 'fact:noise:' + randomUUID()}
     RETURN count(n) AS copies`,
    { tenant: musterstadt, asOf, mark, properties, not },
  )
  return Number(records[0]?.get('copies'))
}

/** Claims on every initiative that nobody may read. */
async function copyClaims(mark: string, properties: Record<string, string>): Promise<number> {
  const { records } = await driver.executeQuery(
    `CYPHER 25
     MATCH (a:Assertion {status: 'proposed', relation: 'ACCOUNTABLE_FOR', tenant: $tenant}) WHERE a.mark IS NULL
     WITH a LIMIT 1
     MATCH (i:Initiative {tenant: $tenant}) WHERE i.mark IS NULL
     CREATE (c:Entity:Assertion) SET c = a {.*, id: 'ast:noise:' + randomUUID(), toId: i.id, mark: $mark}, c += $properties,
       c.validFrom = CASE WHEN $properties.validFrom IS NULL THEN a.validFrom ELSE date($properties.validFrom) END,
       c.validUntil = CASE WHEN $properties.validUntil IS NULL THEN a.validUntil ELSE date($properties.validUntil) END
     RETURN count(c) AS copies`,
    { tenant: musterstadt, mark, properties },
  )
  return Number(records[0]?.get('copies'))
}

afterEach(async () => {
  await driver.executeQuery('MATCH (n:Entity) WHERE n.mark IS NOT NULL DETACH DELETE n')
  await driver.executeQuery('MATCH ()-[r]->() WHERE r.mark IS NOT NULL DELETE r')
})

test('relations that have ended, not begun, or belong to another municipality', async () => {
  expect(await copyRelations('ended', ended, pastIsRead)).toBeGreaterThan(2_000)
  expect(await copyRelations('later', later)).toBeGreaterThan(3_000)
  expect(await copyRelations('foreign', { tenant: karlsruhe })).toBeGreaterThan(3_000)
  same(await snapshot(internal), before.internal)
  same(await snapshot(open), before.public)
}, 600_000)

test('internal relations, for the public', async () => {
  expect(await copyRelations('internal', { visibility: 'internal' })).toBeGreaterThan(3_000)
  same(await snapshot(open), before.public)
}, 600_000)

test('entities of another municipality, and such as have ended or not begun', async () => {
  expect(await copyEnds('foreign', { tenant: karlsruhe })).toBeGreaterThan(2_000)
  // That an owner or a body has ended is told, not hidden.
  expect(await copyEnds('ended', ended, actorTypeNames)).toBeGreaterThan(1_000)
  expect(await copyEnds('later', later, actorTypeNames)).toBeGreaterThan(1_000)
  for (const properties of [{ tenant: karlsruhe }, ended, later]) expect(await copyClaims('claim', properties)).toBeGreaterThan(30)
  same(await snapshot(internal), before.internal)
  same(await snapshot(open), before.public)
}, 600_000)

test('internal entities and claims, for the public', async () => {
  expect(await copyEnds('internal', { visibility: 'internal' })).toBeGreaterThan(2_000)
  expect(await copyClaims('internal', { visibility: 'internal' })).toBeGreaterThan(30)
  same(await snapshot(open), before.public)
}, 600_000)
