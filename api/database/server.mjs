import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DatabaseError } from './errors.mjs'
import { firstQuery } from './first-query.mjs'
import { endProcess } from './processes.mjs'

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url))
const USER = 'neo4j'
const DATABASE = 'neo4j'
const SERVER_CLASS = 'org.neo4j.server.Neo4jCommunity'
/** Neo4j closes its stores in less than a second; the first stop also writes the class archive (4 s). */
const STOP_GRACE_MS = 30_000

/**
 * @param {{ java: string, jars: string[], home: string, env: NodeJS.ProcessEnv, flags: string[], archive: ReturnType<typeof import('./class-archive.mjs').classArchive>, boltPort: number, dataDir: string, lock: import('./lock.mjs').Lock, password: string, version: string, notices: string[], onProgress: (text: string) => void, startTimeoutMs: number, signal?: AbortSignal | undefined, throwAway: boolean }} what
 * @returns {Promise<import('./database.d.mts').Database>}
 */
export async function runServer({
  java,
  jars,
  home,
  env,
  flags,
  archive,
  boltPort,
  dataDir,
  lock,
  password,
  version,
  notices,
  onProgress,
  startTimeoutMs,
  signal,
  throwAway,
}) {
  const log = join(home, 'logs', 'neo4j.log')
  const consoleLog = join(home, 'logs', 'console.log')
  const from = existsSync(log) ? statSync(log).size : 0
  const began = performance.now()

  // The guard first, so that there is no moment in which the JVM lives without it.
  const guard = spawn(process.execPath, [GUARD], {
    cwd: home,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env,
  })
  guard.stdin.on('error', () => {})
  const tell = (/** @type {object} */ what) => {
    guard.stdin.write(`${JSON.stringify(what)}\n`)
  }
  tell({ lock: lock.path, run: lock.run, ...(throwAway ? { throwAway: dataDir } : {}) })
  const dismissGuard = () => {
    guard.stdin.end(`${JSON.stringify({ done: true })}\n`)
  }

  const output = openSync(consoleLog, 'w', 0o600)
  const jvm = spawn(
    java,
    [...flags, '-cp', jars.join(delimiter), SERVER_CLASS, `--home-dir=${home}`, `--config-dir=${join(home, 'conf')}`],
    {
      // Its own process group: Ctrl-C in the terminal reaches the starter alone, which then stops the database in order.
      cwd: home,
      detached: true,
      stdio: ['ignore', output, output],
      windowsHide: true,
      env,
    },
  )
  closeSync(output)
  /** @type {{ code: number | null, signal: NodeJS.Signals | null } | undefined} */
  let end
  let stopping = false
  /** @type {Promise<import('./database.d.mts').DatabaseEnd>} */
  const exited = new Promise((done) => {
    jvm.once('error', () => {
      end = { code: null, signal: null }
      done({ ...end, expected: false })
    })
    jvm.once('exit', (code, signal) => {
      end = { code, signal }
      done({ code, signal, expected: stopping })
    })
  })
  const id = jvm.pid === undefined ? undefined : lock.setJvm(jvm.pid)
  if (id) tell({ jvm: id })

  const left = () => startTimeoutMs - (performance.now() - began)
  /** Stops what was started; the error is for the caller to throw. @param {unknown} error */
  const giveUp = async (error) => {
    if (id) await endProcess(id, STOP_GRACE_MS)
    dismissGuard()
    return error
  }
  const words = setInterval(() => {
    onProgress(`The database is still starting (${Math.round((performance.now() - began) / 1000)} s)`)
  }, 15_000)
  try {
    while (end === undefined && !readFrom(log, from).includes(' Started.')) {
      if (signal?.aborted) throw await giveUp(signal.reason)
      if (left() < 0) throw await giveUp(tooSlow(startTimeoutMs, log))
      await sleep(40)
    }
    while (end === undefined) {
      const fault = await firstQuery({
        port: boltPort,
        user: USER,
        password,
        database: DATABASE,
        timeoutMs: left(),
        signal,
      })
      if (fault === undefined) break
      if (signal?.aborted) throw await giveUp(signal.reason)
      if (left() < 0) throw await giveUp(tooSlow(startTimeoutMs, log))
      const refusal = explainRefusal(fault, dataDir, log)
      if (refusal !== undefined) throw await giveUp(refusal)
      await sleep(200)
    }
  } finally {
    clearInterval(words)
  }
  if (end !== undefined) {
    dismissGuard()
    throw explainEnd(end, {
      log: readFrom(log, from),
      console: readFrom(consoleLog, 0),
      logPath: log,
      boltPort,
      dataDir,
    })
  }
  archive.started(readFrom(consoleLog, 0))
  jvm.unref()
  guard.unref()
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()

  /** @type {Promise<void> | undefined} */
  let stopped
  const stop = () => {
    stopped ??= (async () => {
      stopping = true
      jvm.ref()
      if (id && end === undefined) {
        await endProcess(id, STOP_GRACE_MS)
        await exited
      }
      archive.ended(end?.code === 0)
      lock.release()
      if (throwAway) rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
      dismissGuard()
    })()
    return stopped
  }
  return {
    uri: `bolt://127.0.0.1:${boltPort}`,
    user: USER,
    password,
    database: DATABASE,
    boltPort,
    version,
    dataDir,
    pid: id?.pid ?? 0,
    notices,
    startMs: Math.round(performance.now() - began),
    exited,
    stop,
  }
}

/** @param {string} path @param {number} from @returns {string} the text added since, or all of a file that was begun anew */
function readFrom(path, from) {
  try {
    const bytes = readFileSync(path)
    return bytes.subarray(bytes.length >= from ? from : 0).toString('utf8')
  } catch {
    return ''
  }
}

/** @param {number} ms @param {string} log */
function tooSlow(ms, log) {
  return new DatabaseError(
    'START_TIMEOUT',
    `Neo4j did not answer within ${Math.round(ms / 1000)} s and was stopped; the graph is untouched. Read ${log}, and start again.`,
  )
}

/**
 * Why an open Neo4j does not answer; undefined for what passes by itself.
 * @param {string} fault a code of Neo4j or of the socket
 * @param {string} dataDir
 * @param {string} log
 */
function explainRefusal(fault, dataDir, log) {
  if (/Security\.(Unauthorized|CredentialsExpired|AuthenticationRateLimit)/.test(fault)) {
    return new DatabaseError(
      'PASSWORD_WRONG',
      `The file "password" in ${dataDir} does not fit the database there. Put the right one back from a backup; the graph is untouched.`,
    )
  }
  if (/^Neo\.TransientError|DatabaseUnavailable|^E[A-Z]+$|^closed$/.test(fault)) return undefined
  return new DatabaseError(
    'START_FAILED',
    `Neo4j runs but does not answer (${fault}); the graph is untouched. Read ${log}.`,
  )
}

/**
 * Why the JVM ended before it was ready, in a sentence.
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 * @param {{ log: string, console: string, logPath: string, boltPort: number, dataDir: string }} what
 */
function explainEnd(end, what) {
  const text = `${what.log}\n${what.console}`
  if (/Address already in use|BindException/.test(text)) {
    return new DatabaseError(
      'PORT_IN_USE',
      `The port ${what.boltPort} on 127.0.0.1, meant for the database, is in use. Stop what listens there, or leave the port out to get a free one.`,
    )
  }
  if (/StoreLockException|FileLockException|Unable to obtain lock|store_lock|Lock file has been locked/.test(text)) {
    return new DatabaseError(
      'FOLDER_IN_USE',
      `Another Neo4j has the stores in ${what.dataDir} open. Stop it, or set KG_DATA to another folder.`,
    )
  }
  if (/No space left on device/.test(text)) {
    return new DatabaseError(
      'DISK_FULL',
      `There is no space left on the disk of the data folder ${what.dataDir}. Free some space and start again; Neo4j then recovers the graph.`,
    )
  }
  if (
    /Invalid memory configuration|Could not reserve enough space|Initial heap size set to a larger|Invalid maximum heap size|insufficient memory|OutOfMemoryError/.test(
      text,
    )
  ) {
    return new DatabaseError(
      'MEMORY',
      'The machine has not enough memory for the database. Set KG_HEAP (2g) and KG_PAGE_CACHE (512m) lower and start again.',
    )
  }
  const words = text
    .split('\n')
    .filter((line) => /ERROR|Exception|Error:/.test(line))
    .slice(-4)
    .join('\n')
  return new DatabaseError(
    'START_FAILED',
    `Neo4j ended before it was ready (${end.signal ?? `exit code ${end.code}`}); the graph is untouched. Read ${what.logPath}.\n${words}`,
  )
}
