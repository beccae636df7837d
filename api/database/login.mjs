import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { neo4jConf } from './configuration.mjs'
import { DatabaseError } from './errors.mjs'

const ADMIN_CLASS = 'org.neo4j.server.startup.Neo4jAdminCommand'

/**
 * The password of this folder: made at its first start, kept in a file that only this user can read.
 * @param {string} dataDir
 * @param {{ java: string, jars: string[], home: string, env: NodeJS.ProcessEnv }} context
 * @param {import('./database.d.mts').PreparedLogin} [prepared]
 */
export async function ensurePassword(dataDir, { java, jars, home, env }, prepared) {
  const file = join(dataDir, 'password')
  const auth = join(home, 'data', 'dbms', 'auth.ini')
  const started = existsSync(join(home, 'data', 'databases', 'system'))
  if (started) {
    if (!existsSync(file))
      throw new DatabaseError(
        'PASSWORD_MISSING',
        `The data folder ${dataDir} holds a database, but its file "password" is gone. Put it back from a backup; the graph is untouched.`,
      )
    chmodSync(file, 0o600)
    return readFileSync(file, 'utf8').trim()
  }
  if (prepared !== undefined) {
    writeFileSync(file, prepared.password, { mode: 0o600 })
    mkdirSync(join(home, 'data', 'dbms'), { recursive: true })
    copyFileSync(prepared.authFile, auth)
    return prepared.password
  }
  // A first start that broke off: the password is set again, since Neo4j takes it over only once.
  rmSync(auth, { force: true })
  const password = randomBytes(24).toString('hex')
  rmSync(file, { force: true })
  writeFileSync(file, password, { mode: 0o600 })
  // By @file, so that it is not to be seen in the list of processes.
  await runAdmin(['dbms', 'set-initial-password', `@${file}`], { java, jars, home, env })
  if (existsSync(auth)) chmodSync(auth, 0o600)
  return password
}

/**
 * @param {string[]} args
 * @param {{ java: string, jars: string[], home: string, env: NodeJS.ProcessEnv }} context
 * @returns {Promise<void>}
 */
function runAdmin(args, { java, jars, home, env }) {
  const conf = join(home, 'conf')
  writeFileSync(join(conf, 'neo4j.conf'), neo4jConf({ boltPort: 7687, heap: '512m', pageCache: '64m' }), {
    mode: 0o600,
  })
  return new Promise((done, fail) => {
    const child = spawn(
      java,
      ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars.join(delimiter), ADMIN_CLASS, ...args],
      {
        cwd: home,
        env: { ...env, NEO4J_HOME: home, NEO4J_CONF: conf },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    child.stderr.on('data', (chunk) => {
      text += chunk
    })
    child.once('error', fail)
    child.once('close', (code) =>
      code === 0
        ? done()
        : fail(
            new DatabaseError(
              'START_FAILED',
              `Neo4j's admin command "${args.slice(0, 2).join(' ')}" failed (exit code ${code}). Read its words below and start again.\n${text.slice(-1500)}`,
            ),
          ),
    )
  })
}
