import { accessSync, constants, mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { classArchive } from './class-archive.mjs'
import { jvmFlags, neo4jConf } from './configuration.mjs'
import { DatabaseError, explainDisk } from './errors.mjs'
import { ensureJars } from './jars.mjs'
import { findJava } from './java.mjs'
import { takeLock } from './lock.mjs'
import { ensurePassword } from './login.mjs'
import { freePort, isPortFree } from './ports.mjs'
import { runServer } from './server.mjs'
import { claimVersion } from './version.mjs'

export { DatabaseError } from './errors.mjs'
export { checkPrerequisites, ensureJars, findMaven, jarsReady, pinnedVersion } from './jars.mjs'
export { findJava, listJava } from './java.mjs'
export { freePort, isPortFree } from './ports.mjs'
export { throwAwayDatabase } from './throw-away.mjs'

/** Below this Neo4j may stop in the middle of a write. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024

/**
 * Starts Neo4j Community on a data folder of this machine and resolves when it answers on Bolt.
 * @param {import('./database.d.mts').StartOptions} options
 * @returns {Promise<import('./database.d.mts').Database>}
 * @throws {DatabaseError}
 */
export async function startDatabase(options) {
  const dataDir = resolve(options.dataDir)
  const {
    heap = '2g',
    pageCache = '512m',
    onProgress = () => {},
    env = process.env,
    startTimeoutMs = 180_000,
    signal,
  } = options
  for (const [name, value] of [
    ['heap', heap],
    ['page cache', pageCache],
  ]) {
    if (!/^[1-9]\d*[kmg]$/i.test(String(value)))
      throw new DatabaseError(
        'BAD_MEMORY',
        `The ${name} size "${value}" is not understood. Write a whole number with m or g, such as 512m or 2g.`,
      )
  }
  /** @type {string[]} */
  const notices = []
  const say = (/** @type {string} */ text) => {
    notices.push(text)
    onProgress(text)
  }

  if (options.boltPort !== undefined && !(await isPortFree(options.boltPort))) {
    throw new DatabaseError(
      'PORT_IN_USE',
      `The port ${options.boltPort} on 127.0.0.1, asked for the database, is in use. Stop what listens there, or leave the port out to get a free one.`,
    )
  }
  const java = findJava(env)
  const { jars, version, folder: jarFolder } = await ensureJars({ onProgress, env, signal })
  signal?.throwIfAborted()
  const throwAway = options.throwAway === true
  const archive = classArchive(jarFolder, java.version, !throwAway)

  const home = join(dataDir, 'neo4j')
  let lock
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(dataDir)
    if (bavail * bsize < LEAST_FREE_BYTES)
      throw new DatabaseError(
        'DISK_FULL',
        `Less than 100 MB are free on the disk of the data folder ${dataDir}. Free some space, or set KG_DATA to a folder on another disk; the graph is untouched.`,
      )
    lock = await takeLock(dataDir, say)
  } catch (error) {
    throw explainDisk(error, dataDir)
  }
  try {
    claimVersion(dataDir, home, version, say)
    for (const folder of ['conf', 'data', 'logs', 'run'])
      mkdirSync(join(home, folder), { recursive: true, mode: 0o700 })
    const context = { java: java.java, jars, home, env }
    const password = await ensurePassword(dataDir, context, options.preparedLogin)
    signal?.throwIfAborted()
    for (let attempt = 1; ; attempt += 1) {
      const boltPort = options.boltPort ?? (await freePort())
      const conf = join(home, 'conf', 'neo4j.conf')
      writeFileSync(conf, neo4jConf({ boltPort, heap, pageCache, keepPlans: options.keepPlans === true }), { mode: 0o600 })
      try {
        return await runServer({
          ...context,
          flags: [...archive.flags, ...jvmFlags({ heap })],
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
        })
      } catch (error) {
        // Someone else took the free port in the seconds between.
        if (
          attempt < 3 &&
          options.boltPort === undefined &&
          error instanceof DatabaseError &&
          error.code === 'PORT_IN_USE'
        )
          continue
        throw error
      }
    }
  } catch (error) {
    lock.release()
    throw explainDisk(error, dataDir)
  }
}
