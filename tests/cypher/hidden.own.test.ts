/**
 * Decisions 10, over every reading file: one closed, one internal and one foreign edge per relation type, and the same for
 * nodes, must change no answer that the public reader of the home municipality gets. The world is asked before and after;
 * so it needs no list of what a query should return, and covers files that do not exist yet.
 */
import { exampleInput } from '@kommunalgraph/contract/examples.ts'
import { type EntityType, entityTypes, nodeType, type RelationType, relationType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { questions } from '@kommunalgraph/contract/questions.ts'
import { namesIn, type QueryName, sourceOf } from '@kommunalgraph/api/src/graph/queries.ts'
import { ruleParameters } from '@kommunalgraph/api/src/graph/quality.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { type Database, throwAwayDatabase } from '@kommunalgraph/database'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, expect, test } from 'vitest'

const home = '990000000000'
const foreign = '082120000000'
const asOf = '2026-11-01'
const reading = { asOf, visibilities: ['public'], tenants: [home, 'shared'], home: `org:ars:${home}` }

/** Not about the graph that readers see, or about the log, which tests/api/leak.own.test.ts asks over HTTP. */
const beside = /^queries\/(quality_(?:touched|trend|exceptions)|history_|entity_log|ready|readiness|seeding|tenant_codes|positions_seq)/

/** What tells of ended things on purpose, and says so in its header. */
const tellsEnded: ReadonlySet<string> = new Set([
  'queries/ownership',
  'queries/ownership_changes',
  // Of bodies that have ended since they decided, and of who was accountable on that day.
  'queries/decision_chains',
  'queries/decisions_without_initiative',
  'queries/initiatives_without_decision',
  'queries/deciding_bodies',
  'gaps/organisation_dissolved',
  'gaps/mandate_ended',
  'gaps/no_accountable',
  // Of ties that outlive what they join, and of mandates that ended.
  'quality/r04_tie_outlives_its_end',
  'quality/r27_mandate_over',
  'questions/p01_owner_and_decision',
  'questions/p03_decided_but_not_carried_out',
  // Whether anybody is accountable or decided, though gone since.
  'questions/d10_completeness',
  ...questions.filter(({ gaps }) => gaps?.some(({ kind }) => ['organisation_dissolved', 'mandate_ended', 'no_accountable'].includes(kind))).map(({ file }) => `questions/${file}`),
])

/** Two entities of each type: `eins` is asked about, `zwei` is its neighbour. */
const idOf = (type: EntityType, name: string) => (type === 'Organization' && name === 'eins' ? reading.home : `${nodeType(type).prefix}:${home}:${name}`)

const parameters: Record<string, unknown> = {
  ids: entityTypes.map((type) => idOf(type, 'eins')),
  types: entityTypes, relations: relationTypeNames, directions: ['out', 'in'], relation: 'ACCOUNTABLE_FOR',
  limit: 200, offset: 0, perGroup: 50, fetch: 100, depth: 2, maxDepth: 6, months: 6, minEur: 0, k: 0, coverPct: 100_000, minCases: 0, pct: 25, offMap: [], keys: [],
  committee: '', ...ruleParameters, counting: entityTypes.map((type) => ({ type, properties: ['name'] })),
  after: '', afterName: '', afterFact: '', sort: 'name', exactId: idOf('Initiative', 'eins'), nameQuery: 'zwei', textQuery: 'zwei',
  id2: idOf('System', 'zwei'), from: idOf('Initiative', 'eins'), to: idOf('System', 'zwei'), before: '2024-01-01',
}
const askedAbout: EntityType[] = ['Initiative', 'Organization', 'OrgUnit', 'Post', 'Service', 'System', 'Decision', 'Dataset']

let database: Database
let driver: Driver
let graph: Graph
let firstFact: string

beforeAll(async () => {
  database = await throwAwayDatabase({ keepPlans: true })
  driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password))
  graph = openGraph(database)
  await graph.apply('schema/constraints')
  await graph.apply('schema/indexes')
  for (const type of entityTypes) for (const name of ['eins', 'zwei']) await addNode(type, idOf(type, name), name)
  for (const relation of relationTypeNames) firstFact = await addEdge(relation, 'eins', 'zwei', {})
})
afterAll(async () => {
  await driver.close()
  await graph.close()
  await database.stop()
})

const date = (iso: string) => neo4j.types.Date.fromStandardDate(new Date(`${iso}T12:00:00Z`))
const stored = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? date(value) : value)
const common = { tenant: home, visibility: 'public', confidence: 'confirmed', sourceIds: [`src:${home}:eins`], validFrom: date('2020-01-01'), validUntil: date('9999-12-31'), version: neo4j.int(1), seqs: [neo4j.int(1)] }

async function run(text: string, values: Record<string, unknown>) {
  await driver.executeQuery(text, values)
}

async function addNode(type: EntityType, id: string, name: string, change: Record<string, unknown> = {}) {
  const own = Object.fromEntries(Object.entries(exampleInput(type)).map(([key, value]) => [key, stored(value)]))
  const properties = { ...own, ...common, id, type, name, enteredAt: neo4j.types.DateTime.fromStandardDate(new Date('2026-10-01T08:00:00Z')), ...change }
  await run('CREATE (n:$($labels)) SET n = $properties', { labels: ['Entity', type, ...(nodeType(type).actor ? ['Actor'] : [])], properties })
}

/** Own properties that queries ask for, with a value that lets the edge count. */
const telling: Partial<Record<RelationType, Record<string, unknown>>> = {
  TOOK: { authoritative: true, role: 'decision' },
  CONCERNS: { effect: 'mandates' },
  FUNDS: { amountEur: 1000, kind: 'own_budget' },
  COMPETENT_FOR: { function: 'execution', level: 'municipal' },
  PURSUES: { primary: true },
  IN_SPHERE: { primary: true },
  CONTRIBUTES_TO: { role: 'partner' },
  OWNS_SHARE: { sharePct: 60, interestType: 'shareholding' },
  MOVED: { kind: 'lead_office' },
}

/** An edge of this relation between the first allowed pair; its factId. */
async function addEdge(relation: RelationType, from: string, to: string, change: Record<string, unknown>): Promise<string> {
  const [source, target] = relationType(relation).ends[0] ?? []
  if (!source || !target) throw new Error(`${relation} has no ends`)
  const factId = `fact:${relation.toLowerCase().replaceAll('_', '-')}:${crypto.randomUUID()}`
  const properties = { ...common, factId, ...telling[relation], ...change }
  await run('MATCH (a:Entity {id: $from}) MATCH (b:Entity {id: $to}) CREATE (a)-[r:$($relation)]->(b) SET r = $properties', {
    from: idOf(source, from), to: idOf(target, to), relation, properties,
  })
  return factId
}

const files = (['queries', 'gaps', 'questions', 'quality'] as const).flatMap((room) => namesIn(room)).filter((name) => !beside.test(name))

/** Every answer of every file, as text, by name and entity asked about. */
async function everything(): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const name of files) {
    const wanted = new Set([...sourceOf(name).matchAll(/\$(\w+)/g)].map(([, key]) => key as string))
    for (const type of wanted.has('id') ? askedAbout : [undefined]) {
      const given = { ...parameters, ...(type && { id: idOf(type, 'eins') }), factId: firstFact }
      const missing = [...wanted].filter((key) => !(key in given) && !(key in reading))
      expect(missing, `${name}: give these parameters a value in this test`).toEqual([])
      const values = Object.fromEntries(Object.entries(given).filter(([key]) => wanted.has(key)))
      const rows = await graph.read(name as QueryName, { ...reading, ...values }, { timeoutMs: 60_000 })
      answers.set(`${name}${type ? ` ${type}` : ''}`, JSON.stringify(rows))
    }
  }
  return answers
}

/** Names of the answers that differ. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].filter(([name, rows]) => before.get(name) !== rows).map(([name]) => name)
}

const closed = { validUntil: date('2023-01-01') }
const kinds = [
  { kind: 'closed', change: closed },
  { kind: 'internal', change: { visibility: 'internal' } },
  { kind: 'foreign', change: { tenant: foreign } },
]

test('the world lets most files answer something, so that silence proves something', async () => {
  const answers = await everything()
  // Most rules have nothing to say of a sound world; tests/quality plants a fault for each.
  const askable = files.filter((name) => !name.startsWith('quality/'))
  const silent = askable.filter((name) => [...answers].filter(([key]) => key.split(' ')[0] === name).every(([, rows]) => rows === '[]'))
  expect(silent.length).toBeLessThan(askable.length / 2)
}, 300_000)

test.each(kinds)('$kind edges change no answer', async ({ kind, change }) => {
  const before = await everything()
  for (const relation of relationTypeNames) {
    await addEdge(relation, 'zwei', 'eins', change)
    await addEdge(relation, 'eins', 'eins', change)
  }
  const different = changed(before, await everything())
  await run('MATCH ()-[r]->() WHERE r.validUntil = $until OR r.visibility = $visibility OR r.tenant = $tenant DELETE r', { until: closed.validUntil, visibility: 'internal', tenant: foreign })
  expect(different.filter((name) => kind !== 'closed' || !tellsEnded.has(name.split(' ')[0] ?? ''))).toEqual([])
}, 300_000)

test.each(kinds)('$kind nodes on open edges change no answer', async ({ kind, change }) => {
  const before = await everything()
  for (const type of entityTypes) {
    await addNode(type, idOf(type, kind), 'zwei geheim', change)
  }
  for (const relation of relationTypeNames) {
    await addEdge(relation, kind, 'eins', {})
    await addEdge(relation, 'eins', kind, {})
  }
  const different = changed(before, await everything())
  await run('MATCH (n:Entity) WHERE n.name = $name DETACH DELETE n', { name: 'zwei geheim' })
  // Search reads how many the index gave, to ask for more; that figure never leaves the server (leak test).
  const known = different.filter((name) => name !== 'queries/search' && (kind !== 'closed' || !tellsEnded.has(name.split(' ')[0] ?? '')))
  expect(known).toEqual([])
}, 300_000)
