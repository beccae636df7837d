// What `npm start` does, in order: check, install, build, database, API; then it waits and stops all of it in order.
// Plain Node without packages, since it runs before they are installed.
import { spawn } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { buildWeb } from './build-web.mjs'
import { DatabaseError, startDatabase } from './database/database.mjs'
import { installPackages } from './install.mjs'
import { checkPort, chooseDatabase, readPort, Sentence, setting } from './start-checks.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A drain of the API takes at most this long. */
const drainMs = 10_000
/** More unexpected ends of the database than this within ten minutes end the whole. */
const mostRestarts = 3
/** Bytes that must be free before a database that ended by itself is started again. */
const leastRoom = 64 * 2 ** 20
/** npm hands on a Ctrl-C that the terminal has delivered already: the same signal twice in a moment is one. */
const sameSignalMs = 1_500

const began = performance.now()
const say = (/** @type {string} */ text) =>
  console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`)

/** Everything that has to be stopped again. */
const running = {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  api: undefined,
  /** @type {import('node:child_process').ChildProcess | undefined} */
  vite: undefined,
  /** @type {import('./database/database.d.mts').Database | undefined} */
  database: undefined,
}
/** @type {Promise<void> | undefined} */
let stopping
/** Breaks off what is being started. */
const halt = new AbortController()
/** @type {Promise<unknown>} what is being started */
let starting = Promise.resolve()
/** Ends at once what is being waited for; set while stopping. */
let escalate = () => {}

/**
 * Starts everything and stays until it is told to stop. Ends the process itself: 0 after a stop, 1 after a fault.
 * `once`: only prepares the database, and stops when it is ready.
 * @param {{ dev?: boolean, once?: boolean }} options
 */
export async function launch({ dev = false, once = false } = {}) {
  listenForSignals()
  try {
    const port = readPort()
    const host = setting('HOST') ?? '127.0.0.1'
    await checkPort(port, host)
    const connection = chooseDatabase()
    if (connection) say(`Database: ${connection.uri}`)
    // The database starts while packages are checked: neither needs the other.
    const [, database] = await both(
      (signal) => installAndBuild(dev, signal),
      async (signal) => connection ?? startManaged(signal),
    )
    if (stopping) return
    await startApi({ database, port, host, dev, once })
  } catch (error) {
    if (stopping) return
    console.error(error instanceof Sentence || error instanceof DatabaseError ? `\n${error.message}` : error)
    await stop(1)
  }
}

/** Where everything lies that is kept. */
function dataFolder() {
  const given = setting('KG_DATA')
  return given === undefined ? join(root, '.data') : resolve(given)
}

/** @param {AbortSignal} signal @param {number} [boltPort] a free one by default */
async function startManaged(signal, boltPort) {
  const dataDir = dataFolder()
  say('Starting the database')
  const database = await startDatabase({
    dataDir,
    heap: setting('KG_HEAP'),
    pageCache: setting('KG_PAGE_CACHE'),
    boltPort,
    signal,
    onProgress: say,
  })
  running.database = database
  say(`Neo4j ${database.version} is ready (data in ${dataDir})`)
  void watch(database)
  return database
}

/** @type {number[]} when the database ended by itself */
const ends = []
/** @type {number | undefined} the database's process that was ended last because it had stopped itself */
let endedPid

/**
 * A database that ends by itself is started again on the same port, so that the API finds it again.
 * @param {import('./database/database.d.mts').Database} database
 */
async function watch(database) {
  const { expected, code, signal } = await database.exited
  if (expected || stopping) return
  ends.push(Date.now())
  console.error(`The database ended unexpectedly (${signal ?? `exit code ${code}`}).`)
  await database.stop()
  try {
    if (ends.filter((time) => Date.now() - time < 600_000).length > mostRestarts)
      throw new Sentence(
        `That was the ${ends.length}th time; it is not started again. Read ${join(database.dataDir, 'neo4j', 'logs')}; the data is kept.`,
      )
    await untilRoom(database.dataDir)
    if (stopping) return
    const again = startManaged(halt.signal, database.boltPort)
    starting = again.catch(() => {})
    await again
  } catch (error) {
    if (stopping) return
    console.error(error instanceof Error ? error.message : error)
    await stop(1)
  }
}

/**
 * A database that has stopped itself is killed, never stopped in order: then it would write the rest of what failed behind a gap
 * of its log, and refuse that log ever after. Killed, it recovers.
 */
function endStopped() {
  const { database } = running
  if (!database || endedPid === database.pid) return
  endedPid = database.pid
  console.error(`The database has stopped itself, most likely because its disk is full.${stopping ? '' : ' It is started again when there is room.'}`)
  try {
    process.kill(database.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** @param {string} folder as long as so little is free below it that the database would stop itself at once */
async function untilRoom(folder) {
  for (let tries = 0; ; tries++) {
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize >= leastRoom) return
    if (tries % 60 === 0) console.error(`The disk of ${folder} is full; make room.`)
    await pause(1_000, undefined, { signal: halt.signal })
  }
}

/** @param {boolean} dev @param {AbortSignal} signal */
async function installAndBuild(dev, signal) {
  try {
    await installPackages({ progress: say, signal })
    if (!dev) await buildWeb({ progress: say, signal })
  } catch (error) {
    throw new Sentence(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Does two things at once. A fault of one, or a stop, breaks the other off; either way both have ended afterwards.
 * @template A, B
 * @param {(signal: AbortSignal) => Promise<A>} first
 * @param {(signal: AbortSignal) => Promise<B>} second
 * @returns {Promise<[A, B]>}
 */
async function both(first, second) {
  const broken = new AbortController()
  const signal = AbortSignal.any([broken.signal, halt.signal])
  /** @type {unknown[]} */
  const faults = []
  /** @template T @param {(signal: AbortSignal) => Promise<T>} work */
  const settle = (work) =>
    work(signal).catch((error) => {
      faults.push(error)
      broken.abort()
    })
  const work = Promise.all([settle(first), settle(second)])
  starting = work
  const results = await work
  // Anything after the first fault is only its consequence.
  if (faults.length > 0) throw faults[0]
  return /** @type {[A, B]} */ (results)
}

/** @param {{ database: { uri: string, user: string, password: string, database?: string }, port: number, host: string, dev: boolean, once: boolean }} what */
async function startApi({ database, port, host, dev, once }) {
  const server = join('api', 'src', 'server.ts')
  const backups = setting('KG_BACKUP_DIR')
  const env = {
    KG_LOG: dev ? 'info' : 'warn',
    ...process.env,
    PORT: String(port),
    HOST: host,
    NEO4J_URI: database.uri,
    NEO4J_USER: database.user,
    NEO4J_PASSWORD: database.password,
    NEO4J_DATABASE: database.database,
    // The API runs elsewhere than whoever named these.
    KG_DATA: dataFolder(),
    ...(backups === undefined ? {} : { KG_BACKUP_DIR: resolve(process.env.INIT_CWD ?? process.cwd(), backups) }),
  }
  if (dev) return startDevelopment({ server, env, port })
  const api = spawn(process.execPath, ['--import', './api/end-with-parent.mjs', '--import', 'tsx', server], {
    cwd: root,
    env,
    // Its own process group: a Ctrl-C in the terminal reaches this process alone, which then stops it in order.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  running.api = api
  api.on('message', (message) => {
    if (typeof message !== 'object' || message === null) return
    // Also while all is being stopped: that stops the database in order.
    if ('databaseStopped' in message) endStopped()
    if (stopping) return
    if ('progress' in message) say(String(message.progress))
    if ('ready' in message && 'url' in message) {
      say('Ready')
      if (once) {
        console.log('\nDone. "npm start" starts Kommunalgraph on it.')
        void stop(0)
        return
      }
      console.log(`\nKommunalgraph is running: ${message.url}\nCtrl-C stops it; the data stays.`)
    }
  })
  api.once('exit', (code, signal) => {
    running.api = undefined
    if (stopping) return
    console.error(
      `\nThe API ended (${signal ?? `exit code ${code}`}); the lines above say why. ${running.database ? 'The database is stopped and the data is kept.' : ''}`,
    )
    void stop(1)
  })
}

/**
 * `npm run dev`: the API starts again on each change, vite serves the sources.
 * @param {{ server: string, env: NodeJS.ProcessEnv, port: number }} what
 */
function startDevelopment({ server, env, port }) {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const vite = join(root, 'web', 'node_modules', 'vite', 'bin', 'vite.js')
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { env, detached: true, windowsHide: true, stdio: ['ignore', 'inherit', 'inherit'] }
  running.api = spawn(
    process.execPath,
    [tsx, 'watch', '--clear-screen=false', '--include', 'cypher/**/*.cypher', server],
    { ...options, cwd: root },
  )
  running.vite = spawn(process.execPath, [vite, '--clearScreen', 'false'], { ...options, cwd: join(root, 'web') })
  for (const name of /** @type {const} */ (['api', 'vite'])) {
    running[name]?.once('exit', (code, signal) => {
      running[name] = undefined
      if (stopping) return
      console.error(`\n${name === 'api' ? 'The API' : 'Vite'} ended (${signal ?? `exit code ${code}`}).`)
      void stop(1)
    })
  }
  say(`API on http://localhost:${port}, web on the address that vite names below. Ctrl-C stops both.`)
}

function listenForSignals() {
  let last = 0
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      const again = Date.now() - last < sameSignalMs
      last = Date.now()
      if (again) return
      if (stopping) {
        console.log('Stopping at once.')
        escalate()
        return
      }
      console.log(`\nStopping (${signal}); once more stops at once.`)
      void stop(0)
    })
  }
}

/**
 * The API first, so that no request meets a closed database; then the database. Ends this process.
 * @param {0 | 1} code
 */
function stop(code) {
  stopping ??= (async () => {
    halt.abort()
    await starting
    await Promise.all([endChild(running.api), endChild(running.vite)])
    const database = running.database
    if (database) {
      escalate = () => kill(database.pid)
      await database.stop()
      say('The database has stopped')
    }
    process.exit(code)
  })()
  return stopping
}

/** @param {import('node:child_process').ChildProcess | undefined} child */
async function endChild(child) {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  escalate = () => child.kill('SIGKILL')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), drainMs + 1_000)
  await ended
  clearTimeout(timer)
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
