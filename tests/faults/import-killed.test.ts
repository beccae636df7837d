/** The database is killed at 20 random moments of a commit: no acknowledged row is lost, none doubled, and there is no half batch. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importsOf, settled } from '../imports/upload.ts'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { type Api, markSeeded, startApi } from '../neo4j.ts'
import { begin, numbersAgree, pause, untilReady } from './large-write.ts'

const rows = 2_500
const kills = 20
/** Parts of what a commit takes when nothing happens; beyond its end too. */
const latest = 1.1

let database: KeptDatabase
let api: Api
let duration: number

beforeAll(async () => {
  database = await keepDatabase()
  await markSeeded(database.connection)
  api = await startApi(database.connection)
  await begin(api.url)
  await commit(await checked('warm'))
  const id = await checked('measured')
  const began = performance.now()
  await commit(id)
  duration = performance.now() - began
}, 600_000)

afterAll(async () => {
  await api?.stop()
  await database?.remove()
})

const table = (name: string) => csv(['Bezeichnung', 'Art'], ...Array.from({ length: rows }, (_, index) => [`${name} ${index}`, 'Amt']))
const sheets = [{ sheet: 'zeilen', target: 'OrgUnit', columns: { Bezeichnung: 'name', Art: 'kind' }, defaults: { confidence: 'confirmed' } }]

async function checked(name: string): Promise<string> {
  const client = importsOf(api.url)
  const { body } = await client.upload('zeilen.csv', table(name))
  const again = await client.json('POST', `/imports/${body.id}/mapping?wait=120`, { sheets })
  expect((await settled(api.url, again.body)).counts).toEqual({ created: rows, changed: 0, unchanged: 0, rejected: 0 })
  return body.id
}

const commit = (id: string) => importsOf(api.url).commit(id)
const counted = async (name: string) => {
  const [found] = await database.ask<{ rows: number; distinct: number; batches: number; entries: number }>(
    `CALL () { MATCH (n:OrgUnit) WHERE n.name STARTS WITH $name RETURN count(n) AS rows, count(DISTINCT n.name) AS distinct, count(DISTINCT n.batchId) AS batches }
     CALL () { MATCH (l:LogEntry) WHERE l.importId = $id RETURN count(DISTINCT l.seq) AS entries }
     RETURN rows, distinct, batches, entries`,
    { name: `${name} `, id: ids.get(name) ?? '' },
  )
  return found
}
const ids = new Map<string, string>()
const all = { rows, distinct: rows, batches: 1, entries: 1 }
const none = { rows: 0, distinct: 0, batches: 0, entries: 0 }
const outcomes: string[] = []

test.each(Array.from({ length: kills }, (_, index) => index))('F1: kill %d', async (index) => {
  const part = Math.random() * latest
  const name = `Kill ${index}`
  const id = await checked(name)
  ids.set(name, id)
  const answer = commit(id).then(({ status, body }) => ({ status, state: body.state }), () => undefined)
  await pause(duration * part)
  await database.kill()
  const told = await answer
  await database.start()
  await untilReady(api.url)
  const found = await counted(name)
  expect([all, none], `killed after ${part.toFixed(2)} of the time`).toContainEqual(found)
  if (told?.status === 200 && told.state === 'committed') expect(found).toEqual(all)
  outcomes.push(found?.rows === 0 ? 'nothing' : 'all')
  await numbersAgree(database)
  // Confirmed once more, it is there exactly once.
  const { body } = await importsOf(api.url).report(id)
  if (found?.rows === 0) expect((await commit(id)).body.state).toBe('committed')
  else expect(body.state).toBe('committed')
  expect(await counted(name)).toEqual(all)
})

test('some of these moments were in the middle', () => {
  expect(outcomes).toHaveLength(kills)
  expect(outcomes).toContain('nothing')
})
