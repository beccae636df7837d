/** The full dump and the way back: the same state, history included; and every file or database that is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refuseHalfRestored, restore } from '@kommunalgraph/api/src/exports/restore.ts'
import { type Graph, openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { type Database, throwAwayDatabase } from '@kommunalgraph/database'
import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { unguarded } from '@kommunalgraph/contract/workbook.ts'
import { readFile } from '@kommunalgraph/seed/src/files/read-file.ts'
import { unzipSync } from 'fflate'
import fc from 'fast-check'
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, beginning, buildingOffice, doorOf, files, headOfIt, itOffice, newInitiative, newUnit, owns, permit, town } from '../changes/town.ts'
import { upload } from '../imports/upload.ts'
import { startApi, startWorld, type World } from '../neo4j.ts'

let world: World
let empty: Database
let folder: string
let driver: Driver
let dump: string
const door = doorOf(() => world.api.url)

async function dumpOf(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/exports/jsonl`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="kommunalgraph-gesamt-\d{4}-\d\d-\d\d\.jsonl"/)
  return response.text()
}

const linesOf = (text: string) => text.trimEnd().split('\n')
const last = (text: string) => JSON.parse(linesOf(text).at(-1) ?? '') as { kind: string; state: string; counts: { log: number } }
const tombstoned = `unit:${town}:irrtum`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kommunalgraph-test-'))
  ;[world, empty] = await Promise.all([startWorld({ seeded: false }), throwAwayDatabase()])
  const { uri, user, password } = world.database
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  // A life: created, ended, changed in time, corrected, retracted; texts with line separators; amounts that are whole.
  expect((await door.write(beginning)).status).toBe(200)
  const owned = await door.write([owns(buildingOffice, permit), owns(headOfIt, files, { visibility: 'internal' })])
  expect(owned.status).toBe(200)
  const factId = owned.body.results[0]?.id ?? ''
  const written = [
    await door.write([{ op: 'change-relation', factId, validFrom: '2026-02-01', from: itOffice, values: {} }]),
    await door.write([newUnit('irrtum'), newUnit('zeilen', { description: 'erste\nzweite\u2028dritte' })]),
    await door.write([{ op: 'retract-entity', id: tombstoned }]),
    await door.write([
      newInitiative('teuer', { budgetEur: 100_000 }),
      { op: 'create-relation', relation: 'FUNDS', from: buildingOffice, to: permit, values: { amountEur: 5, kind: 'grant', confidence: 'confirmed', visibility: 'public' } },
    ]),
    await door.write([{ op: 'end-entity', id: `ini:${town}:teuer`, validUntil: '2026-09-01' }]),
  ]
  expect(written.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  await driver.executeQuery('CREATE (:Alias {id: $id, target: $target}), (:NotSame {key: "a|b", tenant: $town, share: 1.0, at: datetime(), day: date()})', { id: `unit:${town}:alt`, target: itOffice, town })
  dump = await dumpOf(world.api.url)
})
afterAll(async () => {
  await driver?.close()
  await world?.stop()
  await empty?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A file of the test's own folder. */
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function graphOf<T>({ uri, user, password }: Database, work: (graph: Graph) => Promise<T>): Promise<T> {
  const graph = openGraph({ uri, user, password })
  try {
    return await work(graph)
  } finally {
    await graph.close()
  }
}

test('holds everything, closed facts, history, tombstones and former ids included, and counts it', () => {
  const lines = linesOf(dump).map((line) => JSON.parse(line))
  expect(lines[0]).toMatchObject({ kind: 'header', format: 'kommunalgraph-dump', version: 1, tenant: town })
  expect(lines[0].counts).toEqual(last(dump).counts)
  const of = (kind: string) => lines.filter((line) => line.kind === kind)
  expect(of('entity')).toHaveLength(beginning.length + 2)
  expect(of('fact')).toHaveLength(4)
  expect(of('fact').filter(({ stored }) => stored.validUntil === '2026-02-01')).toHaveLength(1)
  expect(of('log')).toHaveLength(7)
  expect(of('tombstone').map(({ stored }) => stored.id)).toEqual([tombstoned])
  expect(of('other').flatMap(({ labels }) => labels).sort()).toEqual(['Alias', 'NotSame', 'Sequence', '__Kommunalgraph'])
})

test('two dumps of the same state have the same lines, and one more write gives another state', async () => {
  const again = await dumpOf(world.api.url)
  expect(linesOf(again).slice(1, -1)).toEqual(linesOf(dump).slice(1, -1))
  expect(last(again).state).toBe(last(dump).state)
})

const refused: [string, (text: string) => string, RegExp][] = [
  ['an empty file', () => '', /empty/],
  ['a file of something else', () => '{"kind":"entity"}\n', /no dump of Kommunalgraph/],
  ['no JSON', () => 'Name;Art\n', /JSON Lines/],
  ['a file without its last line', (text) => `${linesOf(text).slice(0, -1).join('\n')}\n`, /cut off/],
  ['a file that ends in the middle of a line', (text) => text.slice(0, text.length / 2), /cut off/],
  ['a value that was changed', (text) => text.replace('Bauamt', 'Baumat'), /checksum/],
  ['a line that was taken out', (text) => linesOf(text).toSpliced(4, 1).join('\n'), /checksum/],
  ['something behind the end', (text) => `${text}{"kind":"other"}\n`, /follows/],
  ['a newer format', (text) => text.replace('"version":1', '"version":2'), /newer version/],
  ['a newer migration', (text) => text.replace(/"migration":"\d+/, '"migration":"9999'), /newer version/],
]
test.each(refused)('%s is refused with a sentence, and nothing is written', async (_, change, sentence) => {
  const text = change(dump)
  expect(text).not.toBe(dump)
  const path = file('broken.jsonl', text)
  await graphOf(empty, async (graph) => {
    await expect(restore(graph, path, () => undefined)).rejects.toThrow(sentence)
    expect(await graph.read('queries/entity_log', { id: permit }).catch(() => [])).toEqual([])
  })
})

test('a file that is not there is refused with its name', async () => {
  const path = join(folder, 'nowhere.jsonl')
  await graphOf(empty, (graph) => expect(restore(graph, path, () => undefined)).rejects.toThrow(/nowhere\.jsonl.*ENOENT/))
})

test('a database that holds data is refused and stays what it is', async () => {
  const path = file('whole.jsonl', dump)
  await graphOf(world.database, (graph) => expect(restore(graph, path, () => undefined)).rejects.toThrow(/empty database only/))
  expect(last(await dumpOf(world.api.url)).state).toBe(last(dump).state)
})

test('while a dump is made a write is told to come back, and a killed dump does not stop writes for ever', async () => {
  await driver.executeQuery("MERGE (l:__Lock {name: 'writes'}) SET l.owner = 'dump', l.until = timestamp() + 600000")
  const waiting = await door.write([newUnit('spaeter')])
  expect(waiting.status).toBe(503)
  expect(waiting.body.type).toBe('urn:kommunalgraph:problem:writes-held')
  expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await door.get(at(permit))).status).toBe(200)
  const other = await fetch(door.url('/exports/jsonl'))
  expect(other.status).toBe(503)
  await driver.executeQuery("MATCH (l:__Lock {name: 'writes'}) SET l.until = timestamp() - 1")
  expect((await door.write([newUnit('spaeter')])).status).toBe(200)
  expect((await door.write([{ op: 'retract-entity', id: `unit:${town}:spaeter` }])).status).toBe(200)
  dump = await dumpOf(world.api.url)
})

test('a name that a spreadsheet would take for a formula leaves guarded, and reads back as it was', async () => {
  const formula = '=HYPERLINK("http://x";"y")'
  expect((await door.write([newUnit('formel', { name: formula, description: '@SUM(A1)' })])).status).toBe(200)
  const fetched = async (format: string) => new Uint8Array(await (await fetch(door.url(`/exports/${format}?type=OrgUnit`))).arrayBuffer())
  const [zip, book] = [unzipSync(await fetched('csv.zip')), await fetched('xlsx')]
  expect(new TextDecoder().decode(zip['Organisationseinheiten.csv'])).toContain(`;"'=HYPERLINK(""http://x"";""y"")";;'@SUM(A1);`)
  const { sheets, issues } = await readFile(book, 'mappe.xlsx', { tenant: town, today: '2026-11-01' })
  expect(issues.filter(({ fatal, rejects }) => fatal || rejects)).toEqual([])
  const row = sheets.find(({ name }) => name === 'Organisationseinheiten')?.rows.find(({ cells }) => cells.get('Kennung') === `unit:${town}:formel`)
  expect(unguarded(row?.cells.get('Bezeichnung') ?? '')).toBe(formula)
  expect((await door.write([{ op: 'retract-entity', id: `unit:${town}:formel` }])).status).toBe(200)
  dump = await dumpOf(world.api.url)
}, 300_000)

test.each(['xlsx', 'csv.zip'])('exported as %s and imported again, whatever people write changes nothing', async (format) => {
  const unit = fc.constantFrom('a', 'Ä', 'ß', ' ', '=', '+', '-', '@', "'", '"', '|', '\\', '<', '&', '>', ';', ',', '_x0041_', '\uFF1D', '–', '\u2028')
  const line = fc.string({ unit, minLength: 1, maxLength: 20 }).map((text) => `${text.trim()}.`)
  const several = fc.string({ unit: fc.oneof(unit, fc.constant('\n')), minLength: 1, maxLength: 30 }).map((text) => `${text.trim()}.`)
  const entry = fc.record({
    name: line,
    description: several,
    budgetEur: fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100),
    startDate: fc.constantFrom('1715-06-17', '1900-02-28', '1900-03-01', '2024-02-29', '2100-12-31'),
    validFrom: fc.constantFrom('0001-01-01', '1715-06-17', '2020-01-01'),
    workingMode: fc.subarray(['agile', 'waterfall']),
    sameAs: fc.uniqueArray(line, { maxLength: 3 }),
  })
  const changes = fc.sample(entry, 60).map((values, index) => newInitiative(`zufall-${format.slice(0, 3)}-${index}`, values))
  const facts = changes.slice(0, 20).map((change) => owns(buildingOffice, 'id' in change ? String(change.id) : '', { note: 'Zeile | =1', mandate: "'=x" }))
  const written = await door.write([...changes, ...facts])
  expect(written.status, JSON.stringify(written.body).slice(0, 2_000)).toBe(200)
  const bytes = new Uint8Array(await (await fetch(door.url(`/exports/${format}`))).arrayBuffer())
  const { status, body } = await upload(world.api.url, `mappe.${format === 'xlsx' ? 'xlsx' : 'zip'}`, bytes, { tenant: town, wait: '60' })
  expect(status, JSON.stringify(body).slice(0, 2_000)).toBe(201)
  expect({ issues: body.issues.filter(({ severity }) => severity !== 'note'), rows: body.rows }).toEqual({ issues: [], rows: [] })
  expect(body.counts).toMatchObject({ created: 0, changed: 0, rejected: 0 })
  expect(body.counts.unchanged).toBeGreaterThan(80)
  dump = await dumpOf(world.api.url)
}, 300_000)

test('restored, it is the same state: the same dump, the same history, and it goes on from there', async () => {
  const path = file('whole.jsonl', dump)
  const api = await startApi(empty, { KG_RESTORE: path })
  try {
    const back = await dumpOf(api.url)
    expect(linesOf(back).slice(1, -1)).toEqual(linesOf(dump).slice(1, -1))
    expect(last(back).state).toBe(last(dump).state)
    const restored = doorOf(api.url)
    const [before, after] = await Promise.all([door, restored].map((one) => one.get<HistoryAnswer>(`${at(permit)}/history`)))
    expect(after?.status, JSON.stringify(after?.body)).toBe(200)
    expect(after?.body.items.length).toBeGreaterThan(1)
    expect(after?.body).toEqual(before?.body)
    // The number of the log goes on; a second owner is still refused by the database itself.
    const { body } = await restored.write([newUnit('danach')])
    expect(body.seq).toBe(last(dump).counts.log + 1)
    expect((await restored.write([owns(buildingOffice, permit, { validFrom: '2026-03-01' })])).status).not.toBe(200)
    expect(readFileSync(path, 'utf8')).toBe(dump)
  } finally {
    await api.stop()
  }
}, 300_000)

test('a restore that was broken off is not taken for the whole', async () => {
  await driver.executeQuery('MATCH (k:__Kommunalgraph) SET k.restoringSince = datetime()')
  await graphOf(world.database, (graph) => expect(refuseHalfRestored(graph)).rejects.toThrow(/broken off/))
})
