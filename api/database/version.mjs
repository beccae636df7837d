import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseError } from './errors.mjs'

/** Says which Neo4j last opened the folder: `{ neo4j: '2026.08.1', layout: 1 }`. */
export const VERSION_FILE = 'version.json'
const LAYOUT = 1
/** Neo4j opens the stores of every version since the first with a year in its name. */
const OLDEST_READABLE = '2025.01.0'

/** @param {string} a @param {string} b @returns {number} like a comparator */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((text) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0))
  for (let i = 0; i < 3; i += 1) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Decides whether this Neo4j may open the folder, keeps a copy before an upgrade, and writes down the version.
 * The version is written before the first start: whatever happens then, an older Neo4j will not try this folder.
 * @param {string} dataDir an existing folder, locked by us
 * @param {string} home Neo4j's own folder in it
 * @param {string} version the pinned version
 * @param {(text: string) => void} say
 * @throws {DatabaseError} VERSION_NEWER, VERSION_TOO_OLD, DATA_UNKNOWN, UPGRADE_NEEDS_SPACE
 */
export function claimVersion(dataDir, home, version, say) {
  const path = join(dataDir, VERSION_FILE)
  const stores = join(home, 'data')
  const written = existsSync(path) ? readVersion(path) : undefined
  if (written === undefined) {
    if (existsSync(path) || existsSync(stores)) {
      throw new DatabaseError(
        'DATA_UNKNOWN',
        `The data folder ${dataDir} holds a database, but ${VERSION_FILE} does not say by which version it was written, so it is left alone. Put ${VERSION_FILE} back from a backup, or set KG_DATA to another folder.`,
      )
    }
  } else {
    const order = compareVersions(written, version)
    if (order > 0) {
      throw new DatabaseError(
        'VERSION_NEWER',
        `The data folder ${dataDir} was written by Neo4j ${written}, which is newer than ${version} of this installation, so it is left alone. Update Kommunalgraph, or set KG_DATA to another folder.`,
      )
    }
    if (compareVersions(written, OLDEST_READABLE) < 0) {
      throw new DatabaseError(
        'VERSION_TOO_OLD',
        `The data folder ${dataDir} was written by Neo4j ${written}; version ${version} cannot open it, so it is left alone. Restore a backup into a new folder (KG_DATA).`,
      )
    }
    if (order === 0) return
    if (existsSync(stores)) keepCopy(dataDir, stores, written, version, say)
  }
  const draft = `${path}.new`
  writeFileSync(draft, `${JSON.stringify({ neo4j: version, layout: LAYOUT })}\n`, { mode: 0o600 })
  renameSync(draft, path)
}

/** @param {string} path @returns {string | undefined} */
function readVersion(path) {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value.neo4j === 'string' && /^\d+\.\d+/.test(value.neo4j) ? value.neo4j : undefined
  } catch {
    return undefined
  }
}

/**
 * An upgrade cannot be taken back, so the stores are copied first.
 * @param {string} dataDir @param {string} stores @param {string} from @param {string} to @param {(text: string) => void} say
 */
function keepCopy(dataDir, stores, from, to, say) {
  const copy = join(dataDir, 'before-upgrade', from)
  const need = sizeOf(stores)
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < need * 1.2) {
    throw new DatabaseError(
      'UPGRADE_NEEDS_SPACE',
      `Neo4j ${to} upgrades the data of ${from}, and keeps a copy first, for which ${Math.ceil((need * 1.2) / 1e6)} MB must be free on the disk of ${dataDir}. Free some space and start again; the graph is untouched.`,
    )
  }
  say(`The data is upgraded from Neo4j ${from} to ${to}; a copy stays in ${copy}.`)
  const draft = `${copy}.part`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(join(dataDir, 'before-upgrade'), { recursive: true, mode: 0o700 })
  cpSync(stores, draft, { recursive: true, preserveTimestamps: true })
  rmSync(copy, { recursive: true, force: true })
  renameSync(draft, copy)
}

/** @param {string} folder @returns {number} bytes */
function sizeOf(folder) {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath ?? entry.path, entry.name)).size
  }
  return bytes
}
