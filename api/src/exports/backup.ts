/**
 * Backups: the full dump, packed, in a folder of the operator's choice; on a schedule, and before a migration changes data.
 * Several servers on one database make one between them: whoever holds the lock, if it is still due then. The database
 * remembers when the last good one was and when one failed, so that every server can say it (`/ready`, `/metrics`).
 */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { type Config, ConfigError } from '../config.ts'
import type { Deps } from '../deps.ts'
import { LockedError, underLock } from '../graph/lock.ts'
import type { Graph } from '../graph/run.ts'
import { atOneMoment, type DumpHeader } from './dump.ts'
import { PART, storeDump } from './dump-file.ts'
import { refuseHalfRestored } from './restore.ts'

/** What a backup is for; each kind is kept by itself. */
type Kind = 'sicherung' | 'vor-migration'

/** How often a server looks whether one is due, at most, in milliseconds. */
const LOOK_MS = 60_000
/** After a failure it is tried again so soon, each time twice as long. */
const RETRY_MS = 60_000
const LONGEST_RETRY_MS = 3_600_000

export interface Backup {
  path: string
  bytes: number
  header: DumpHeader
}

/** Name of a backup that is made now. */
export const backupName = (kind: Kind, tenant: string, now = new Date()): string =>
  `kommunalgraph-${kind}-${tenant}-${now.toISOString().replace(/[-:.]/g, '')}.jsonl.gz`

/**
 * Makes one, and then takes away what is more than `keep` of its kind, the oldest first; never the one just made, whatever
 * the clock says. Throws GraphError, LockedError, ConfigError, or what the disk says; no half file stays.
 */
export async function makeBackup(graph: Graph, tenant: string, folder: string, keep: number, kind: Kind = 'sicherung'): Promise<Backup> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = backupName(kind, tenant)
  const path = join(folder, name)
  const stored = await atOneMoment(graph, tenant, (pieces) => storeDump(path, pieces))
  await tidy(folder, `kommunalgraph-${kind}-${tenant}-`, name, keep)
  return { path, ...stored }
}

async function tidy(folder: string, beginning: string, made: string, keep: number): Promise<void> {
  const ours = (await readdir(folder)).filter((name) => name.startsWith(beginning) && name !== made)
  const whole = ours.filter((name) => name.endsWith('.jsonl.gz')).sort().reverse()
  // Whoever was killed while making one left a part; nobody else is making one now.
  const parts = ours.filter((name) => name.endsWith(PART))
  for (const name of [...whole.slice(keep - 1), ...parts]) await rm(join(folder, name), { force: true })
}

/** Before migrations that change data run on a database that holds some. Throws ConfigError where there is no folder for it. */
export async function backupBeforeMigrations(graph: Graph, { home, backup }: Config, migrations: readonly string[], onProgress: (text: string) => void): Promise<void> {
  if (!(await refuseHalfRestored(graph))) return
  if (backup.migrationFolder === undefined)
    throw new ConfigError(`The migrations ${migrations.join(', ')} change data, and a backup comes before them: name a folder for it in KG_BACKUP_DIR.`)
  onProgress(`Backing up before ${migrations.join(', ')}`)
  const { path } = await makeBackup(graph, home, backup.migrationFolder, backup.keep, 'vor-migration')
  onProgress(`Backed up to ${path}`)
}

interface Noted {
  at: string | null
}

/** Makes one if it is due by what the database remembers. Answers it, or undefined where there was nothing to do, or another server does it. */
export async function backupIfDue(graph: Graph, tenant: string, { folder, everyMs, keep }: { folder: string; everyMs: number; keep: number }): Promise<Backup | undefined> {
  const isDue = async () => {
    const [last] = await graph.read<Noted>('writes/read_backup', {})
    const age = last?.at ? Date.now() - Date.parse(last.at) : Number.POSITIVE_INFINITY
    // One that was made in the future was made before the clock was put right.
    return age < 0 || age >= everyMs
  }
  if (!(await isDue())) return undefined
  const make = async () => {
    if (!(await isDue())) return undefined
    try {
      const made = await makeBackup(graph, tenant, folder, keep)
      await note(graph, { at: made.header.at, bytes: made.bytes, failedAt: null })
      return made
    } catch (error) {
      // Where the database is away it cannot remember that either; the log says it.
      await note(graph, { failedAt: new Date().toISOString() }).catch(() => undefined)
      throw error
    }
  }
  try {
    return await underLock(graph, 'backup', make, 0)
  } catch (error) {
    if (error instanceof LockedError) return undefined
    throw error
  }
}

const note = (graph: Graph, values: Record<string, string | number | null>) => graph.write((tx) => tx.run('writes/note_backup', { values }))

/** Looks from now on whether a backup is due. Answers what ends that. */
export function scheduleBackups({ graph, config }: Deps, log: FastifyBaseLogger): () => void {
  const { folder, everyMs, keep } = config.backup
  if (folder === undefined) return () => undefined
  let failures = 0
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    let next = Math.min(everyMs, LOOK_MS)
    try {
      const made = await backupIfDue(graph, config.home, { folder, everyMs, keep })
      failures = 0
      if (made) log.info({ file: made.path, bytes: made.bytes, counts: made.header.counts }, 'backed up')
    } catch (error) {
      failures += 1
      next = Math.min(everyMs, LONGEST_RETRY_MS, RETRY_MS * 2 ** (failures - 1))
      if (!ended) log.error({ reason: error instanceof Error ? error.message : String(error), againInMs: next }, 'backup failed')
    }
    if (!ended) wait(next)
  }
  const wait = (ms: number) => {
    timer = setTimeout(() => void look(), ms)
    timer.unref()
  }
  wait(0)
  return () => {
    ended = true
    clearTimeout(timer)
  }
}
