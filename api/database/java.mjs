import { execFileSync } from 'node:child_process'
import { accessSync, constants, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { DatabaseError } from './errors.mjs'

/** What this Neo4j needs at least. */
export const OLDEST_JAVA = 21
/** The newest that we ran it with. Later ones are taken only where nothing else is there. */
const NEWEST_TRIED_JAVA = 25

const WINDOWS = process.platform === 'win32'
const EXE = WINDOWS ? '.exe' : ''

/**
 * Every Java home worth a look: KG_JAVA_HOME alone where it is set, else JAVA_HOME, PATH, then the folders where systems and version managers put them.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function candidateHomes(env) {
  if (env.KG_JAVA_HOME) return [env.KG_JAVA_HOME]
  const homes = []
  if (env.JAVA_HOME) homes.push(env.JAVA_HOME)
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (folder === '') continue
    try {
      homes.push(dirname(dirname(realpathSync(join(folder, `java${EXE}`)))))
    } catch {
      // No java in this folder.
    }
  }
  const roots = WINDOWS
    ? [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA && join(env.LOCALAPPDATA, 'Programs')]
        .filter((root) => root !== undefined)
        .flatMap((root) =>
          ['Java', 'Eclipse Adoptium', 'Microsoft', 'Amazon Corretto', 'Zulu', 'BellSoft', 'RedHat'].map((vendor) =>
            join(String(root), vendor),
          ),
        )
    : [
        '/usr/lib/jvm',
        '/usr/java',
        '/opt',
        '/opt/java',
        '/opt/homebrew/opt',
        '/usr/local/opt',
        '/Library/Java/JavaVirtualMachines',
        join(homedir(), 'Library/Java/JavaVirtualMachines'),
      ]
  roots.push(join(homedir(), '.sdkman/candidates/java'), join(homedir(), '.jdks'))
  for (const root of roots) {
    for (const name of list(root)) {
      // A Mac keeps the home inside a bundle; Homebrew keeps the bundle inside libexec.
      homes.push(
        join(root, name),
        join(root, name, 'Contents/Home'),
        join(root, name, 'libexec/openjdk.jdk/Contents/Home'),
      )
    }
  }
  return homes
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * @param {string} home
 * @returns {import('./database.d.mts').Java | undefined}
 */
function inspect(home) {
  const java = join(home, 'bin', `java${EXE}`)
  try {
    accessSync(java, constants.X_OK)
  } catch {
    return undefined
  }
  const version = versionFromRelease(home) ?? versionFromRun(java)
  if (version === undefined) return undefined
  // "1.8.0_392" is Java 8.
  const numbers = version.split(/[._+-]/).map(Number)
  const major = numbers[0] === 1 ? numbers[1] : numbers[0]
  return major === undefined || !Number.isInteger(major) ? undefined : { home, java, version, major }
}

/** Reading the file `release` takes no time; starting a JVM takes a tenth of a second. */
function versionFromRelease(/** @type {string} */ home) {
  try {
    return /^JAVA_VERSION="([^"]+)"/m.exec(readFileSync(join(home, 'release'), 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

function versionFromRun(/** @type {string} */ java) {
  try {
    const text = execFileSync(java, ['-XshowSettings:properties', '-version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 20_000,
    })
    return /java\.version = (\S+)/.exec(text)?.[1]
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    return /java\.version = (\S+)/.exec(text)?.[1]
  }
}

/** @param {import('./database.d.mts').Java} java */
const rank = (java) => (java.major > NEWEST_TRIED_JAVA ? 0 : java.major)

/**
 * All Java installations found, the one to use first.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {import('./database.d.mts').Java[]}
 */
export function listJava(env = process.env) {
  const found = new Map()
  for (const home of candidateHomes(env)) {
    let real
    try {
      real = realpathSync(home)
    } catch {
      continue
    }
    if (found.has(real)) continue
    found.set(real, inspect(real))
  }
  return [...found.values()]
    .filter((java) => java !== undefined)
    .sort((a, b) => rank(b) - rank(a) || b.version.localeCompare(a.version, 'en', { numeric: true }))
}

/**
 * The newest suitable Java (at least 21) on this machine.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {import('./database.d.mts').Java}
 * @throws {DatabaseError} JAVA_MISSING or JAVA_TOO_OLD
 */
export function findJava(env = process.env) {
  const all = listJava(env)
  const suitable = all.find((java) => java.major >= OLDEST_JAVA)
  if (suitable !== undefined) return suitable
  const searched = env.KG_JAVA_HOME
    ? `KG_JAVA_HOME=${env.KG_JAVA_HOME} was searched and nothing else`
    : 'JAVA_HOME, PATH and the usual folders were searched'
  const newest = [...all].sort((a, b) => b.major - a.major)[0]
  if (newest === undefined) {
    throw new DatabaseError(
      'JAVA_MISSING',
      `No Java was found (${searched}). Install Java ${OLDEST_JAVA} or newer, or set NEO4J_URI to a database that runs already.`,
    )
  }
  throw new DatabaseError(
    'JAVA_TOO_OLD',
    `The newest Java found is ${newest.version} in ${newest.home}; the database needs ${OLDEST_JAVA} or newer. Install Java ${OLDEST_JAVA} or newer (${searched}), or set NEO4J_URI to a database that runs already.`,
  )
}
