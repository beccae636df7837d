import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from './database.mjs'
import { ensureJars } from './jars.mjs'

/**
 * A database for tests and benchmarks, on an empty temporary folder that is removed when it stops, or when the
 * process that asked for it ends in any way.
 * @param {import('./database.d.mts').ThrowAwayOptions} [options]
 * @returns {Promise<import('./database.d.mts').Database>}
 */
export async function throwAwayDatabase({ heap = '512m', pageCache = '128m', ...rest } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kommunalgraph-'))
  try {
    // All throw-away databases of a checkout share one login: making one takes 2.5 s, copying it nothing.
    const { folder } = await ensureJars(rest)
    const login = join(folder, 'throw-away-login')
    const preparedLogin = existsSync(login)
      ? { password: readFileSync(join(login, 'password'), 'utf8'), authFile: join(login, 'auth.ini') }
      : undefined
    const database = await startDatabase({ preparedLogin, ...rest, heap, pageCache, dataDir, throwAway: true })
    if (preparedLogin === undefined) keepLogin(dataDir, login)
    return database
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true })
    throw error
  }
}

/** @param {string} dataDir @param {string} login */
function keepLogin(dataDir, login) {
  const draft = `${login}.${process.pid}`
  mkdirSync(draft, { mode: 0o700 })
  copyFileSync(join(dataDir, 'password'), join(draft, 'password'))
  copyFileSync(join(dataDir, 'neo4j', 'data', 'dbms', 'auth.ini'), join(draft, 'auth.ini'))
  try {
    renameSync(draft, login)
  } catch {
    // Another process was first.
    rmSync(draft, { recursive: true, force: true })
  }
}
