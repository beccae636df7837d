/** Database or API are killed in the middle of a large write: all or nothing is there, and sending it again doubles nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KeptDatabase, keepDatabase } from '../kept-database.ts'
import { type Api, markSeeded, startApi } from '../neo4j.ts'
import { allOrNothing, begin, numbersAgree, onceAfterRetry, pause, send, undisturbed, untilReady } from './large-write.ts'

let database: KeptDatabase
let api: Api
let duration: number

beforeAll(async () => {
  database = await keepDatabase()
  await markSeeded(database.connection)
  api = await startApi(database.connection)
  await begin(api.url)
  duration = await undisturbed(api.url)
}, 600_000)

afterAll(async () => {
  await api?.stop()
  await database?.remove()
})

/** Parts of the undisturbed duration: reading the body, planning, writing, the log, the commit, just after it. */
const moments = [0.05, 0.3, 0.55, 0.8, 0.95, 1.05]
const outcomes: string[] = []

describe('the database is killed', () => {
  test.each(moments)('F1: after %d of the time', async (part) => {
    const name = `db-${part * 100}`
    const writing = send(api.url, name)
    await pause(duration * part)
    await database.kill()
    const answered = await writing
    // Cut off or refused; never a success that is not there.
    expect([undefined, 200, 503]).toContain(answered)
    await database.start()
    await untilReady(api.url)
    outcomes.push(await allOrNothing(database, name, answered))
    await numbersAgree(database)
    await onceAfterRetry(database, api.url, name)
  })

  test('some of these moments were in the middle', () => {
    expect(outcomes).toHaveLength(moments.length)
    expect(outcomes).toContain('nothing')
  })
})

describe('the API is killed', () => {
  test.each([0.2, 0.5, 0.8, 0.95])('F2: after %d of the time', async (part) => {
    const name = `api-${part * 100}`
    const writing = send(api.url, name)
    await pause(duration * part)
    const ended = new Promise((resolve) => api.process.once('exit', resolve))
    api.process.kill('SIGKILL')
    await ended
    const answered = await writing
    api = await startApi(database.connection)
    await allOrNothing(database, name, answered)
    await onceAfterRetry(database, api.url, name)
  })
})

/** Reads of every length, those that may take half a minute in a living database among them. */
const reads = ['/tenants', '/gaps', '/questions/P03', '/quality', '/map/positions', '/search?q=bau', '/ready']

describe('the database is frozen', () => {
  test('F7: reads are refused in time; when it thaws all or nothing of what was being written is there', async () => {
    // Each had a connection of its own: on one that is open already nothing but silence comes back.
    await Promise.all(reads.map((path) => fetch(`${api.url}/api/v1${path}`).then((answer) => answer.text())))
    const first = send(api.url, 'frozen')
    await pause(duration * 0.6)
    database.freeze()
    const second = send(api.url, 'begun')
    try {
      await Promise.all(
        reads.map(async (path) => {
          const began = performance.now()
          expect(await fetch(`${api.url}/api/v1${path}`).then(({ status }) => status), path).toBe(503)
          expect(performance.now() - began, path).toBeLessThan(3_000)
        }),
      )
    } finally {
      database.thaw()
    }
    for (const [name, writing] of [
      ['frozen', first],
      ['begun', second],
    ] as const) {
      await allOrNothing(database, name, await writing)
      await onceAfterRetry(database, api.url, name)
    }
    await untilReady(api.url)
  })
})
