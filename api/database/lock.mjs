// One data folder, one owner. Neo4j itself locks its store, but says so only after seconds and in its own words;
// this lock tells at once who holds the folder, and finds the JVM that a killed owner left behind.
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DatabaseError } from './errors.mjs'
import { endProcess, identify, isAlive } from './processes.mjs'

/** @typedef {{ run: string, host: string, owner: import('./processes.mjs').ProcessId, jvm: import('./processes.mjs').ProcessId | null, since: string }} LockRecord */

export const LOCK_FILE = 'lock.json'
/** A process of another machine cannot be looked up; it touches the file while it lives. */
const HEARTBEAT_MS = 10_000
const FOREIGN_STALE_MS = 60_000
/** How long an orphan gets to close its store before it is ended. */
const ORPHAN_GRACE_MS = 40_000

/**
 * Takes the folder for this process, after clearing what a predecessor that died left behind.
 * @param {string} folder an existing data folder
 * @param {(text: string) => void} say gets what was found and done
 * @returns {Promise<Lock>}
 * @throws {DatabaseError} FOLDER_IN_USE
 */
export async function takeLock(folder, say) {
  const path = join(folder, LOCK_FILE)
  /** @type {LockRecord} */
  const record = {
    run: randomUUID(),
    host: hostname(),
    owner: identify(process.pid),
    jvm: null,
    since: new Date().toISOString(),
  }
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (create(path, record)) return new Lock(path, record)
    const text = readText(path)
    if (text === undefined) continue
    await clear(folder, path, text, say)
  }
  throw new DatabaseError(
    'FOLDER_IN_USE',
    `The data folder ${folder} is being taken by other processes at the same time. Start again when they are done.`,
  )
}

export class Lock {
  /** @type {string} */ #path
  /** @type {LockRecord} */ #record
  /** @type {NodeJS.Timeout} */ #heartbeat

  /** @param {string} path @param {LockRecord} record */
  constructor(path, record) {
    this.#path = path
    this.#record = record
    this.#heartbeat = setInterval(() => {
      try {
        utimesSync(path, new Date(), new Date())
      } catch {
        // The file is gone: the next start on this folder says so.
      }
    }, HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  get path() {
    return this.#path
  }
  get run() {
    return this.#record.run
  }

  /** Writes down which JVM works in the folder, so that a later start recognises it. @param {number} pid */
  setJvm(pid) {
    this.#record = { ...this.#record, jvm: identify(pid) }
    const next = `${this.#path}.${this.#record.run}`
    writeFileSync(next, JSON.stringify(this.#record), { mode: 0o600 })
    renameSync(next, this.#path)
    return this.#record.jvm
  }

  release() {
    clearInterval(this.#heartbeat)
    removeLock(this.#path, this.#record.run)
  }
}

/**
 * Removes a lock if it still is that of the given run.
 * @param {string} path
 * @param {string} run
 */
export function removeLock(path, run) {
  if (parse(readText(path) ?? '')?.run === run) rmSync(path, { force: true })
}

/** Makes the file with its whole content in one step. @param {string} path @param {LockRecord} record */
function create(path, record) {
  const draft = `${path}.${record.run}`
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return false
    // A file system without hard links.
    try {
      writeFileSync(path, JSON.stringify(record), { mode: 0o600, flag: 'wx' })
      return true
    } catch (second) {
      if (second instanceof Error && 'code' in second && second.code === 'EEXIST') return false
      throw second
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {string} text @returns {LockRecord | undefined} */
function parse(text) {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && typeof value.run === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Removes the lock that was read, unless its owner lives; ends a JVM without owner.
 * @param {string} folder @param {string} path @param {string} text @param {(text: string) => void} say
 */
async function clear(folder, path, text, say) {
  const held = parse(text)
  if (held === undefined) {
    say(`The lock file ${path} of an earlier start is unreadable; it is set aside.`)
  } else if (held.host !== hostname()) {
    const age = Date.now() - statSync(path).mtimeMs
    if (age < FOREIGN_STALE_MS) {
      throw new DatabaseError(
        'FOLDER_IN_USE',
        `The data folder ${folder} is in use by process ${held.owner.pid} on the machine ${held.host}. Stop it there; if that machine is gone, start again in a minute.`,
      )
    }
    say(
      `The last run on this data folder was on the machine ${held.host} and did not end cleanly. Neo4j recovers the graph from its log.`,
    )
  } else if (isAlive(held.owner)) {
    const who =
      held.owner.pid === process.pid ? 'this process itself' : `process ${held.owner.pid} (since ${held.since})`
    throw new DatabaseError(
      'FOLDER_IN_USE',
      `The data folder ${folder} is in use by ${who}. Stop that one first (Ctrl-C in its terminal), or set KG_DATA to another folder.`,
    )
  } else if (held.jvm !== null && isAlive(held.jvm)) {
    say(
      `The last run (process ${held.owner.pid}) was killed and its database (process ${held.jvm.pid}) still runs; it is asked to stop.`,
    )
    const how = await endProcess(held.jvm, ORPHAN_GRACE_MS)
    say(
      how === 'ended'
        ? `The old database (process ${held.jvm.pid}) has stopped; everything saved is there.`
        : `The old database (process ${held.jvm.pid}) did not stop and was ended; Neo4j recovers the graph from its log.`,
    )
  } else if (held.jvm !== null) {
    say(
      `The last run (process ${held.owner.pid}) did not end cleanly. Neo4j recovers the graph from its log; nothing that was saved is lost.`,
    )
  }
  // Two starts may see the same dead lock. Whoever moves it away looks at what it moved: if it was the other one's
  // fresh lock, that goes back.
  const aside = `${path}.stale-${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readText(aside) !== text) {
    try {
      linkSync(aside, path)
    } catch {
      // A third one has taken the folder meanwhile; Neo4j's own store lock keeps the graph safe.
    }
  }
  rmSync(aside, { force: true })
}
