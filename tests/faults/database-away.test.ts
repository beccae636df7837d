/** The database dies under a running API and comes back; the API is told to stop while it answers. */
import { mkdtemp, rm } from 'node:fs/promises'
import { get as httpGet } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, freePort, startDatabase } from '@kommunalgraph/database'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Api, markSeeded, startApi } from '../neo4j.ts'

// Starting a JVM and an API takes its time on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

let folder: string
let database: Database
let api: Api

interface Timed {
  status: number
  ms: number
  type: string | undefined
  retryAfter: string | null
}

async function timed(path: string): Promise<Timed> {
  const began = performance.now()
  const response = await fetch(`${api.url}/api/v1${path}`)
  const body = (await response.json()) as { type?: string }
  return {
    status: response.status,
    ms: performance.now() - began,
    type: body.type,
    retryAfter: response.headers.get('retry-after'),
  }
}

/** Asks until the answer has this status; how long that took in milliseconds. */
async function until(path: string, status: number, atMostMs: number): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < atMostMs) {
    if ((await timed(path)).status === status) return performance.now() - began
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${path} did not answer ${status} within ${atMostMs} ms`)
}

const reads = ['/search?q=digital', '/entities', '/tenants', '/gaps']

async function allRefuse(): Promise<void> {
  for (const path of reads) {
    const answer = await timed(path)
    expect(answer, path).toMatchObject({
      status: 503,
      type: 'urn:kommunalgraph:problem:database-unavailable',
      retryAfter: '2',
    })
    expect(answer.ms, path).toBeLessThan(3_000)
  }
  const ready = await timed('/ready')
  expect(ready).toMatchObject({ status: 503, type: 'urn:kommunalgraph:problem:database-unavailable' })
  expect(ready.ms).toBeLessThan(3_000)
  const health = await timed('/health')
  expect(health.status).toBe(200)
  expect(health.ms).toBeLessThan(500)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-faults-'))
  database = await startDatabase({ dataDir: folder, heap: '512m', pageCache: '64m' })
  // What is in the graph does not matter here; loading it takes longest.
  await markSeeded(database)
  api = await startApi(database)
})

afterAll(async () => {
  await api?.stop()
  await database?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('database killed: 503 with Retry-After within 3 s, health lives, and all is well by itself when it is back', async () => {
  expect((await timed('/entities')).status).toBe(200)
  const { boltPort, pid } = database
  process.kill(pid, 'SIGKILL')
  await database.exited
  // Lets go of the folder; the process is gone already.
  await database.stop()
  await allRefuse()
  database = await startDatabase({ dataDir: folder, heap: '512m', pageCache: '64m', boltPort })
  // The database answers; how long until the API does, without a restart.
  expect(await until('/ready', 200, 15_000)).toBeLessThan(15_000)
  for (const path of reads) await until(path, 200, 60_000)
})

test('F7: database frozen (it takes connections and never answers): 503 within 3 s, and back when it thaws', async () => {
  process.kill(database.pid, 'SIGSTOP')
  try {
    await allRefuse()
  } finally {
    process.kill(database.pid, 'SIGCONT')
  }
  await until('/entities', 200, 15_000)
})

test('many requests while it is away: each is refused in time, and none is left behind', async () => {
  process.kill(database.pid, 'SIGSTOP')
  try {
    const answers = await Promise.all(Array.from({ length: 150 }, () => timed('/search?q=amt')))
    for (const { status, ms } of answers) {
      expect(status).toBe(503)
      expect(ms).toBeLessThan(5_000)
    }
  } finally {
    process.kill(database.pid, 'SIGCONT')
  }
  await until('/search?q=amt', 200, 15_000)
})

test('F4: an API that starts before its database listens, says 503, and connects later', async () => {
  const port = await freePort()
  const connection = {
    uri: `bolt://127.0.0.1:${port}`,
    user: database.user,
    password: database.password,
    database: database.database,
  }
  const early = await startApi(connection, {}, { ready: false })
  try {
    const first = await fetch(`${early.url}/api/v1/ready`)
    expect(first.status).toBe(503)
    await first.text()
    // The database appears on that port: a bridge to the real one.
    const bridge = createServer((socket) => {
      const target = connect(database.boltPort, '127.0.0.1')
      socket.pipe(target).pipe(socket)
      socket.on('error', () => target.destroy())
      target.on('error', () => socket.destroy())
    })
    await new Promise<void>((resolve) => bridge.listen(port, '127.0.0.1', resolve))
    try {
      const began = performance.now()
      let status = 0
      while (status !== 200 && performance.now() - began < 180_000) {
        const response = await fetch(`${early.url}/api/v1/ready`)
        await response.text()
        status = response.status
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
      expect(status).toBe(200)
    } finally {
      await early.stop()
      bridge.close()
    }
  } finally {
    await early.stop()
  }
})

test('F23: a wrong password ends the start with a sentence, without the password', async () => {
  const start = startApi({ uri: database.uri, user: 'neo4j', password: 'not-the-password', database: 'neo4j' })
  await expect(start).rejects.toThrow(/NEO4J_PASSWORD/)
  await expect(start).rejects.not.toThrow(/not-the-password/)
})

test('F15: SIGTERM while it answers: every request in flight is answered, the exit is clean and soon', async () => {
  const other = await startApi(database)
  const paths = ['/tenants', '/entities?limit=1', '/ontology', '/health']
  const sent: Promise<void>[] = []
  const inFlight = Array.from({ length: 200 }, (_, index) => {
    const request = httpGet(`${other.url}/api/v1${paths[index % paths.length]}`, { agent: false })
    sent.push(new Promise((resolve) => request.once('socket', (socket) => socket.once('connect', resolve))))
    return new Promise<number | string>((resolve) => {
      request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      request.once('response', (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode ?? 0))
        response.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      })
    })
  })
  // Every connection stands; some are answered already, most are not.
  await Promise.all(sent)
  const began = performance.now()
  const code = await other.stop()
  const took = performance.now() - began
  const answers = await Promise.all(inFlight)
  // On a busy machine some may be told to come back; none is cut off.
  expect(answers.filter((answer) => answer !== 200 && answer !== 503)).toEqual([])
  expect(answers).toContain(200)
  expect(code).toBe(0)
  expect(took).toBeLessThan(10_000)
  await expect(fetch(`${other.url}/api/v1/health`)).rejects.toThrow()
})
