import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join, resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseError, explainDisk } from './errors.mjs'
import { findJava } from './java.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const POM = join(HERE, 'pom.xml')

/** Where the jars are kept: git-ignored beside this file, or KG_JARS where the repository cannot be written. @param {NodeJS.ProcessEnv} env */
const targetOf = (env) => (env.KG_JARS ? resolvePath(env.KG_JARS) : join(HERE, 'target'))

/** @returns {string} the Neo4j version that pom.xml pins, such as 2026.08.1 */
export function pinnedVersion() {
  const version = /<neo4j\.version>([^<]+)<\/neo4j\.version>/.exec(readFileSync(POM, 'utf8'))?.[1]
  if (version === undefined) throw new Error('api/database/pom.xml names no neo4j.version.')
  return version.trim()
}

/** The folder name carries the pom's checksum: another pom means another folder, and a running database keeps its own. */
function jarFolder(/** @type {NodeJS.ProcessEnv} */ env) {
  const pom = readFileSync(POM)
  return join(targetOf(env), `neo4j-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`)
}

/**
 * @param {string} folder
 * @returns {string[] | undefined} the jars' paths, or undefined when one is missing or has another size
 */
function readJars(folder) {
  try {
    /** @type {{ jars: Record<string, number> }} */
    const record = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'))
    const names = Object.keys(record.jars).sort()
    const whole =
      names.length > 0 && names.every((name) => statSync(join(folder, 'lib', name)).size === record.jars[name])
    return whole ? names.map((name) => join(folder, 'lib', name)) : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} whether a start needs no Maven
 */
export function jarsReady(env = process.env) {
  return readJars(jarFolder(env)) !== undefined
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} path of the Maven command
 */
export function findMaven(env = process.env) {
  const folders = [env.MAVEN_HOME, env.M2_HOME]
    .filter((home) => home !== undefined && home !== '')
    .map((home) => join(String(home), 'bin'))
  folders.push(...(env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== ''))
  for (const folder of folders) {
    for (const name of process.platform === 'win32' ? ['mvn.cmd', 'mvn.bat'] : ['mvn']) {
      try {
        accessSync(join(folder, name), constants.X_OK)
        return join(folder, name)
      } catch {
        // Not here.
      }
    }
  }
  return undefined
}

/**
 * Whether a managed database is possible here: Java, and Maven unless the jars are there. Looks, and starts nothing.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ java: import('./database.d.mts').Java, maven: string }} maven is empty where it is not needed
 * @throws {DatabaseError} JAVA_MISSING, JAVA_TOO_OLD, MAVEN_MISSING
 */
export function checkPrerequisites(env = process.env) {
  const java = findJava(env)
  const maven = findMaven(env)
  if (maven === undefined && !jarsReady(env)) {
    throw new DatabaseError(
      'MAVEN_MISSING',
      `Neo4j ${pinnedVersion()} is not on this machine yet and Maven (mvn), which fetches it, was not found. Install Maven once, or set NEO4J_URI to a database that runs already.`,
    )
  }
  return { java, maven: maven ?? '' }
}

/**
 * Makes sure that Neo4j's jars are on this machine. Maven runs only the first time and after pom.xml changed.
 * Safe when several processes do it at once: each resolves into its own folder and one rename wins.
 * @param {{ onProgress?: (text: string) => void, env?: NodeJS.ProcessEnv, signal?: AbortSignal }} [options]
 * @returns {Promise<{ folder: string, jars: string[], version: string }>}
 * @throws {DatabaseError} MAVEN_MISSING, JARS_UNRESOLVED, JAVA_MISSING, JAVA_TOO_OLD, DISK_FULL, DISK_UNWRITABLE
 */
export async function ensureJars({ onProgress = () => {}, env = process.env, signal } = {}) {
  const version = pinnedVersion()
  const target = targetOf(env)
  const folder = jarFolder(env)
  const present = readJars(folder)
  if (present !== undefined) return { folder, jars: present, version }

  const { java, maven } = checkPrerequisites(env)
  onProgress(`Fetching Neo4j ${version} with Maven (about 150 MB, once)`)
  const work = join(target, `resolving-${randomUUID()}`)
  try {
    mkdirSync(work, { recursive: true })
    await runMaven(maven, java.home, join(work, 'lib'), env, signal)
    const names = readdirSync(join(work, 'lib')).filter((name) => name.endsWith('.jar'))
    const jars = Object.fromEntries(names.map((name) => [name, statSync(join(work, 'lib', name)).size]))
    writeFileSync(join(work, 'record.json'), JSON.stringify({ neo4j: version, jars }, null, 1))
    if (existsSync(folder) && readJars(folder) === undefined) {
      // Damaged from outside (a jar deleted, a copy cut short): set aside, so that the rename below can take the name.
      renameSync(folder, join(target, `damaged-${randomUUID()}`))
    }
    try {
      renameSync(work, folder)
    } catch (error) {
      if (readJars(folder) === undefined) throw error
    }
  } catch (error) {
    throw explainDisk(error, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  const jars = readJars(folder)
  if (jars === undefined)
    throw new DatabaseError(
      'JARS_UNRESOLVED',
      `Maven ended, but Neo4j's jars are not whole in ${folder}. Delete that folder and start again.`,
    )
  return { folder, jars, version }
}

/**
 * @param {string} maven
 * @param {string} javaHome
 * @param {string} output
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function runMaven(maven, javaHome, output, env, signal) {
  const args = [
    '--batch-mode',
    '--quiet',
    '--strict-checksums',
    '--file',
    POM,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${output}`,
  ]
  return new Promise((resolve, reject) => {
    // A .cmd file runs only through the shell; the arguments are ours and hold no input of a user.
    const child = spawn(maven, args, {
      cwd: HERE,
      signal,
      env: { ...env, JAVA_HOME: javaHome },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let text = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      text = (text + chunk.toString()).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) return resolve()
      const lines = text
        .split('\n')
        .filter((line) => line.includes('ERROR'))
        .slice(0, 4)
        .join('\n')
      reject(
        new DatabaseError(
          'JARS_UNRESOLVED',
          `Maven could not fetch Neo4j (exit code ${code}). Check the network or Maven's settings and start again, or set NEO4J_URI to a database that runs already.\n${lines}`,
        ),
      )
    })
  })
}
