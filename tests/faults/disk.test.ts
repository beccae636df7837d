/**
 * F9: the disk of the database is full. Neo4j stops itself in the middle of the write; `npm start` kills it, waits for room and
 * starts it again. What was refused is not there, what was answered is.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, npmStart, type Run, until } from '../database/places.ts'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { markSeeded, startApi } from '../neo4j.ts'
import { type SmallDisk, smallDisk } from '../small-disk.ts'
import { allOrNothing, begin, numbersAgree, onceAfterRetry, send, untilReady } from './large-write.ts'

let disk: SmallDisk | undefined
let database: KeptDatabase
let run: Run | undefined

beforeAll(async () => {
  disk = smallDisk('400m')
  if (!disk) return
  database = await keepDatabase(disk.path)
  await markSeeded(database.connection)
  await database.shut()
}, 600_000)

afterAll(async () => {
  run?.child.kill('SIGKILL')
  await database?.remove()
  disk?.remove()
})

test('F9: on a full disk nothing half is written, it is said, and with room all is well by itself', async ({ skip }) => {
  if (!disk) return skip('mounting needs root')
  run = npmStart({ PORT: '0', KG_DATA: database.dataDir })
  const { child, ended } = run
  const url = await addressOf(run)
  await begin(url)

  disk.fill(6_000_000)
  const names: string[] = []
  const answers: (number | undefined)[] = []
  while (names.length < 40 && !answers.some((status) => status !== 200)) {
    const name = `voll-${names.length}`
    names.push(name)
    answers.push(await send(url, name))
  }
  expect(answers.at(-1)).toBe(503)
  await until(() => run?.text.includes('The disk of') === true, 60_000, () => `the sentence that the disk is full in: ${run?.text}`)
  const ready = () => fetch(`${url}/api/v1/ready`).then(({ status }) => status)
  expect(await ready()).toBe(503)
  expect((await fetch(`${url}/api/v1/search?q=amt`)).status).toBe(503)
  expect((await fetch(`${url}/api/v1/health`)).status).toBe(200)
  // Without room it is not tried in vain.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await ready()).toBe(503)

  disk.empty()
  await untilReady(url)
  expect(await send(url, 'danach')).toBe(200)
  child.kill('SIGINT')
  expect(await ended).toBe(0)

  await database.start()
  for (const [index, name] of names.entries()) await allOrNothing(database, name, answers[index])
  await allOrNothing(database, 'danach', 200)
  const api = await startApi(database.connection)
  try {
    await onceAfterRetry(database, api.url, names.at(-1) ?? '')
    await numbersAgree(database)
  } finally {
    await api.stop()
  }
})
