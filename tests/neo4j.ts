/**
 * Real databases for tests. As vitest's global set-up it starts one throw-away Neo4j, one internal and one public API
 * on it as real processes, with the web view, seeded by the first start, and tells the tests where they are (`inject('baseUrl')` …).
 * A test that writes or breaks something starts a world of its own with `startWorld`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildWeb } from '@kommunalgraph/api/build-web.mjs'
import { type Database, freePort, throwAwayDatabase } from '@kommunalgraph/database'
import neo4j from 'neo4j-driver'
import type { TestProject } from 'vitest/node'

/** The day that all tests ask about (decisions 24). */
export const asOf = '2026-11-01'
export const musterstadt = '990000000000'
export const karlsruhe = '082120000000'

export interface Connection {
  uri: string
  user: string
  password: string
  database: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** `http://127.0.0.1:<port>` of the API that reads as internal. */
    baseUrl: string
    /** The same graph as public readers see it. */
    publicUrl: string
    neo4j: Connection
  }
}

export interface Api {
  /** `http://127.0.0.1:<port>` */
  url: string
  process: ChildProcess
  /** SIGTERM, and waits for the end. Answers the exit code. */
  stop(): Promise<number | null>
}

export interface World {
  database: Database
  api: Api
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const server = fileURLToPath(new URL('../api/src/server.ts', import.meta.url))

/** Longest start of an API, seeding included, on a busy machine. */
const startMs = 280_000

/** Settings that reach an API from a database. */
export function environmentOf({ uri, user, password, database }: Connection): Record<string, string> {
  return { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database }
}

/** Starts the API as a process of its own, on a free port; resolves when it is ready (or listens, with `ready: false`). `heard` gets what it prints. */
export async function startApi(
  connection: Connection,
  settings: Record<string, string> = {},
  { ready = true, heard }: { ready?: boolean; heard?: (text: string) => void } = {},
): Promise<Api> {
  const port = settings.PORT ?? String(await freePort())
  const child = fork(server, [], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      KG_LOG: 'warn',
      ...environmentOf(connection),
      ...settings,
      PORT: port,
    },
    stdio: ['ignore', heard ? 'pipe' : 'inherit', heard ? 'pipe' : 'inherit', 'ipc'],
  })
  if (heard) for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', heard)
  // A test run that dies takes its servers with it.
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  ended.then(() => process.off('exit', end))
  const url = `http://127.0.0.1:${port}`
  const api: Api = {
    url,
    process: child,
    stop: async () => {
      child.kill('SIGTERM')
      return ended
    },
  }
  await (ready ? untilReady(child) : untilListening(url, ended))
  return api
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The API was not ready in time')), startMs)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      act()
    }
    child.on('message', (message: { ready?: boolean; fatal?: string }) => {
      if (message.ready) settle(resolve)
      if (message.fatal) settle(() => reject(new Error(message.fatal)))
    })
    child.once('exit', (code) => settle(() => reject(new Error(`The API ended with ${code} before it was ready`))))
  })
}

async function untilListening(url: string, ended: Promise<unknown>): Promise<void> {
  let over = false
  ended.then(() => {
    over = true
  })
  for (const until = Date.now() + 30_000; Date.now() < until && !over; ) {
    if (
      await fetch(`${url}/api/v1/health`).then(
        () => true,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The API does not listen')
}

/**
 * A database and an API of one's own. `seeded: false`: schema and migrations, but not a single entity.
 * `settings` are further environment variables of the API.
 */
export async function startWorld({
  seeded = true,
  settings = {},
}: {
  seeded?: boolean
  settings?: Record<string, string>
} = {}): Promise<World> {
  // A graph that begins empty would be planned for again and again while it grows.
  const database = await throwAwayDatabase({ keepPlans: !seeded })
  try {
    if (!seeded) await markSeeded(database)
    const api = await startApi(database, settings)
    return {
      database,
      api,
      stop: async () => {
        await api.stop()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** So that the first start leaves the database empty. */
export async function markSeeded({ uri, user, password, database }: Connection): Promise<void> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  try {
    await driver.executeQuery('MERGE (k:__Kommunalgraph) SET k.seededAt = datetime()', {}, { database })
  } finally {
    await driver.close()
  }
}

/** Vitest's global set-up. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The API looks for the web view once, when it starts.
  await buildWeb()
  const world = await startWorld()
  const reader = await startApi(world.database, { KG_READER: 'public' })
  const { uri, user, password, database } = world.database
  project.provide('baseUrl', world.api.url)
  project.provide('publicUrl', reader.url)
  project.provide('neo4j', { uri, user, password, database })
  return async () => {
    await reader.stop()
    await world.stop()
  }
}
