/**
 * Brings a database to where this version wants it: refuses one that is not ours or newer than we are, applies the
 * derived schema, runs what is new in `cypher/migrations`, each once, in the order of their numbers.
 *
 * A migration says its kind in its header. `Kind: data` runs in one transaction together with its record, so a
 * killed process leaves nothing half done. `Kind: schema` cannot share a transaction with data: its statements are
 * repeatable (IF NOT EXISTS, IF EXISTS) and are recorded afterwards.
 */
import { createHash } from 'node:crypto'
import { underLock } from './lock.ts'
import { namesIn, type QueryName, sourceOf } from './queries.ts'
import type { Graph } from './run.ts'

/** A database that cannot be used; the message is the sentence for the person who starts the server. */
export class MigrationError extends Error {}

export interface Migration {
  /** Name of the file, e.g. `0001_sequence`; the number in front is its place. */
  id: string
  name: QueryName
  kind: 'data' | 'schema'
  checksum: string
}

interface Applied {
  id: string
  checksum: string
}

/** The migrations of this version, in order. Throws if a file does not say its kind. */
export function knownMigrations(): Migration[] {
  return namesIn('migrations').map((name) => {
    const source = sourceOf(name).replaceAll('\r\n', '\n')
    const kind = /^\/\/ Kind: (data|schema)$/m.exec(source)?.[1]
    if (kind !== 'data' && kind !== 'schema')
      throw new MigrationError(`cypher/${name}.cypher must say "// Kind: data" or "// Kind: schema" in its header.`)
    return {
      id: name.slice('migrations/'.length),
      name,
      kind,
      checksum: createHash('sha256').update(source).digest('hex'),
    }
  })
}

/** What is still to run. Throws MigrationError where the database and this version do not fit. */
export function pendingMigrations(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const byId = new Map(known.map((migration) => [migration.id, migration]))
  for (const { id, checksum } of applied) {
    const migration = byId.get(id)
    if (!migration) {
      throw new MigrationError(
        `This database was written by a newer version of Kommunalgraph: its migration ${id} is unknown here. Start that version, or use another data folder (KG_DATA).`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        `The migration ${id} was changed after it ran on this database. Restore cypher/${migration.name}.cypher, and put what is new into a new migration.`,
      )
    }
  }
  const done = new Set(applied.map(({ id }) => id))
  const pending = known.filter(({ id }) => !done.has(id))
  const newest = applied
    .map(({ id }) => id)
    .sort()
    .at(-1)
  const late = pending.find(({ id }) => newest !== undefined && id < newest)
  if (late)
    throw new MigrationError(
      `The migration ${late.id} came after ${newest} had run on this database. Give it a number behind it.`,
    )
  return pending
}

/**
 * Prepares the database; safe when two processes start at once. Answers the ids of the migrations that ran now.
 * `beforeData` is called, under the lock, with the ids of those that are about to change data; if it throws, none runs.
 * Throws MigrationError or LockedError with a sentence, GraphError 'unavailable' while the database is away.
 */
export async function migrate(
  graph: Graph,
  known: readonly Migration[] = knownMigrations(),
  beforeData: (ids: string[]) => Promise<void> = async () => undefined,
): Promise<string[]> {
  await refuseStranger(graph)
  return underLock(graph, 'preparation', async () => {
    // Asked again under the lock: the other process may have been faster, or newer.
    pendingMigrations(known, await appliedMigrations(graph))
    await graph.write((tx) => tx.run('writes/mark_ours'))
    await applySchema(graph)
    const pending = pendingMigrations(known, await appliedMigrations(graph))
    const changing = pending.filter(({ kind }) => kind === 'data').map(({ id }) => id)
    if (changing.length > 0) await beforeData(changing)
    for (const migration of pending) await run(graph, migration)
    await graph.apply('schema/await_indexes')
    return pending.map(({ id }) => id)
  })
}

/** Creates what is missing. To ask for each of sixty by itself would cost a cold database three seconds. */
async function applySchema(graph: Graph): Promise<void> {
  const there = new Set((await graph.read<{ name: string }>('writes/read_schema', {}, { timeoutMs: 600_000 })).map(({ name }) => name))
  const missing = (statement: string) => !there.has(/ (?:CONSTRAINT|INDEX) (\w+) IF NOT EXISTS/.exec(statement)?.[1] ?? '')
  await graph.apply('schema/constraints', missing)
  await graph.apply('schema/indexes', missing)
}

/** A database with nodes, but without our mark, belongs to something else: nothing is written into it. */
async function refuseStranger(graph: Graph): Promise<void> {
  const [found] = await graph.read<{ ours: boolean; stranger: string[] | null }>(
    'writes/find_stranger',
    {},
    { timeoutMs: 600_000 },
  )
  if (found && !found.ours && found.stranger) {
    throw new MigrationError(
      `This database is not empty and does not belong to Kommunalgraph (it holds nodes of type ${found.stranger.join(', ') || 'none'}). Nothing was written. Name an empty database in NEO4J_DATABASE or NEO4J_URI.`,
    )
  }
}

function appliedMigrations(graph: Graph): Promise<Applied[]> {
  return graph.read<Applied>('writes/read_migrations', {}, { timeoutMs: 600_000 })
}

async function run(graph: Graph, { id, name, kind, checksum }: Migration): Promise<void> {
  if (kind === 'schema') await graph.apply(name)
  await graph.write(
    async (tx) => {
      if (kind === 'data') await tx.apply(name)
      await tx.run('writes/record_migration', { id, checksum })
    },
    { timeoutMs: 600_000 },
  )
}
