/** The full dump and the way back: the same state, history included; and every file or database that is refused. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { backupIfDue, makeBackup } from '@kommunalgraph/api/src/exports/backup.ts'
import { checkDump, storeDump } from '@kommunalgraph/api/src/exports/dump-file.ts'
import { refuseHalfRestored, restore } from '@kommunalgraph/api/src/exports/restore.ts'
import { knownMigrations } from '@kommunalgraph/api/src/graph/migrate.ts'
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
import { smallDisk } from '../small-disk.ts'

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
function file(name: string, text: string | Uint8Array): string {
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
  ['F20: a newer format', (text) => text.replace('"version":1', '"version":2'), /newer version/],
  ['F20: a newer migration', (text) => text.replace(/"migration":"\d+/, '"migration":"9999'), /newer version/],
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

test('a packed file that is cut off or damaged is refused with a sentence', async () => {
  const packed = gzipSync(dump)
  await expect(checkDump(file('half.jsonl.gz', packed.subarray(0, packed.length / 2)))).rejects.toThrow(/cut off/)
  const damaged = Uint8Array.from(packed)
  damaged.fill(0, 200, 300)
  await expect(checkDump(file('damaged.jsonl.gz', damaged))).rejects.toThrow(/changed|cut off|JSON Lines/)
})

test('a backup is the whole, packed and read back; of the older ones so many stay, and never is the one just made taken away', async () => {
  const into = join(folder, 'kept')
  mkdirSync(into)
  // Some were made before the clock was put right, one was broken off; what else lies there is none of our business.
  const name = (stamp: string) => `kommunalgraph-sicherung-${town}-${stamp}.jsonl.gz`
  const [old, older, later, later2] = ['20250102T000000000Z', '20250101T000000000Z', '20990101T000000000Z', '20990102T000000000Z'].map(name)
  for (const one of [old, older, later, later2, `${name('20250103T000000000Z')}.part`, 'notizen.txt', name('x').replace(town, '082120000000')]) writeFileSync(join(into, one ?? ''), '')
  await graphOf(world.database, async (graph) => {
    const { path, header, bytes } = await makeBackup(graph, town, into, 3)
    expect(header.counts).toEqual(last(dump).counts)
    expect((await checkDump(path)).trailer.state).toBe(last(dump).state)
    expect(gunzipSync(readFileSync(path)).toString('utf8').split('\n').slice(1, -2)).toEqual(linesOf(dump).slice(1, -1))
    expect(readFileSync(path)).toHaveLength(bytes)
    expect(readdirSync(into).sort()).toEqual([path.slice(into.length + 1), later, later2, 'notizen.txt', name('x').replace(town, '082120000000')].sort())
    const next = await makeBackup(graph, town, into, 1)
    expect(readdirSync(into).filter((one) => one.includes(town))).toEqual([next.path.slice(into.length + 1)])
  })
})

test('what is no whole dump, or breaks off, leaves no file', async () => {
  const into = join(folder, 'failed')
  mkdirSync(into)
  const path = join(into, 'sicherung.jsonl.gz')
  async function* pieces(text: string, error?: Error) {
    yield text
    if (error) throw error
  }
  await expect(storeDump(path, pieces(dump.slice(0, 500), new Error('ENOSPC: no space left on device')))).rejects.toThrow(/ENOSPC/)
  await expect(storeDump(path, pieces(linesOf(dump).slice(0, -1).join('\n')))).rejects.toThrow(/cut off/)
  expect(readdirSync(into)).toEqual([])
  await storeDump(path, pieces(dump))
  expect(readdirSync(into)).toEqual(['sicherung.jsonl.gz'])
})

test('F9: on a full disk the backup fails, and neither a half file nor the loss of the last good one remains', async ({ skip }) => {
  const disk = smallDisk('64k')
  if (!disk) return skip('mounting needs root')
  try {
    await graphOf(world.database, async (graph) => {
      const { path } = await makeBackup(graph, town, disk.path, 1)
      const name = path.slice(disk.path.length + 1)
      disk.fill()
      await expect(makeBackup(graph, town, disk.path, 1)).rejects.toThrow(/ENOSPC/)
      expect(readdirSync(disk.path).sort()).toEqual(['fill', name])
      expect((await checkDump(path)).trailer.state).toBe(last(dump).state)
      // Space returns, and with it the backups; those who wrote were not locked out.
      disk.empty()
      const next = await makeBackup(graph, town, disk.path, 1)
      expect(readdirSync(disk.path)).toEqual([next.path.slice(disk.path.length + 1)])
    })
    expect((await door.write([newUnit('platz')])).status).toBe(200)
    expect((await door.write([{ op: 'retract-entity', id: `unit:${town}:platz` }])).status).toBe(200)
    dump = await dumpOf(world.api.url)
  } finally {
    disk.remove()
  }
})

/** What `/ready` says of backups. */
const backupOf = async (url: string) => (await doorOf(url).get<{ backup: { lastAt: string | null; failedAt: string | null } }>('/ready')).body.backup
const soon = { timeout: 60_000, interval: 500 }

test('a backup that fails is shown and tried again; several servers make one between them', async () => {
  const blocked = file('blocked', 'no folder')
  const into = join(blocked, 'backups')
  const settings = { KG_BACKUP_DIR: into, KG_BACKUP_EVERY: '2s', KG_LOG: 'silent' }
  const servers = await Promise.all([startApi(world.database, settings), startApi(world.database, settings)])
  try {
    await expect.poll(() => backupOf(servers[0].url), soon).toMatchObject({ lastAt: null, failedAt: expect.stringMatching(/Z$/) })
    rmSync(blocked)
    await expect.poll(() => backupOf(servers[1].url), soon).toMatchObject({ lastAt: expect.stringMatching(/Z$/), failedAt: null })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
  // Each of these asks whether one is due, and only one of them may find that it is.
  rmSync(blocked, { recursive: true })
  await driver.executeQuery("MATCH (b:__Backup) SET b.at = '2020-01-01T00:00:00.000Z'")
  const schedule = { folder: into, everyMs: 3_600_000, keep: 3 }
  const made = await Promise.all([1, 2, 3].map(() => graphOf(world.database, (graph) => backupIfDue(graph, town, schedule))))
  expect(made.filter((one) => one !== undefined)).toHaveLength(1)
  expect(readdirSync(into)).toHaveLength(1)
  expect(await graphOf(world.database, (graph) => backupIfDue(graph, town, schedule))).toBeUndefined()
  // A time to come is that of a clock that was wrong.
  await driver.executeQuery("MATCH (b:__Backup) SET b.at = '2099-01-01T00:00:00.000Z'")
  expect(await graphOf(world.database, (graph) => backupIfDue(graph, town, schedule))).toBeDefined()
}, 300_000)

/** Ends with its exit code; what it printed. */
function command(args: string[], env: Record<string, string>): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/src/exports/backup-command.ts', ...args], { cwd: fileURLToPath(new URL('../..', import.meta.url)), env: { PATH: process.env.PATH ?? '', ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (text += piece))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, text })))
}

test('npm run backup makes one of a running server, or says why there is none', async () => {
  const into = join(folder, 'by-hand')
  const made = await command([], { KG_URL: world.api.url, KG_BACKUP_DIR: into, KG_HOME: town })
  expect(made, made.text).toMatchObject({ code: 0, text: expect.stringContaining(`${last(dump).counts.log} parts of the log`) })
  const [name = ''] = readdirSync(into)
  expect((await checkDump(join(into, name))).trailer.state).toBe(last(dump).state)
  expect(await command(['--out', join(into, 'x')], { KG_URL: 'http://127.0.0.1:9' })).toMatchObject({ code: 1, text: expect.stringContaining('No server answers') })
  expect((await command(['--aus', 'x'], {})).code).toBe(2)
  expect(readdirSync(into)).toEqual([name])
})

test('restored, it is the same state: the same dump, the same history, and it goes on from there', async () => {
  const path = file('whole.jsonl.gz', gzipSync(dump))
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
    expect(gunzipSync(readFileSync(path)).toString('utf8')).toBe(dump)
  } finally {
    await api.stop()
  }
}, 300_000)

test('a restore that was broken off is not taken for the whole', async () => {
  await driver.executeQuery('MATCH (k:__Kommunalgraph) SET k.restoringSince = datetime()')
  await graphOf(world.database, (graph) => expect(refuseHalfRestored(graph)).rejects.toThrow(/broken off/))
})

test('F20: restoring what an older version dumped runs the migrations of data that it does not know', async () => {
  const path = file('older.jsonl', dump)
  const { uri, user, password } = empty
  const old = neo4j.driver(uri, neo4j.auth.basic(user, password))
  try {
    // Empty again, but for what the start of a server makes.
    await old.executeQuery('MATCH (n:!__Kommunalgraph&!__Migration&!Sequence) DETACH DELETE n')
    await old.executeQuery('MATCH (k:__Kommunalgraph) SET k.restoringSince = null')
    const added = { id: '9999_new', name: 'writes/lock_sequence', kind: 'data', checksum: '' } as const
    await graphOf(empty, (graph) => restore(graph, path, () => undefined, [...knownMigrations(), added]))
    const { records } = await old.executeQuery('MATCH (s:Sequence) RETURN s.value AS value, s.writeId AS writeId')
    const { stored } = JSON.parse(linesOf(dump).find((line) => line.includes('"labels":["Sequence"]')) ?? '{}')
    expect(Number(records[0]?.get('value'))).toBe(stored.value)
    expect(stored.writeId).toMatch(/-/)
    // It ran, after the whole was there: the mark that it makes is another one than the file's.
    expect(records[0]?.get('writeId')).not.toBe(stored.writeId)
  } finally {
    await old.close()
  }
}, 300_000)
