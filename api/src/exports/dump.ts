/**
 * The full dump as JSON Lines: everything that the database holds of the graph, closed facts, history, tombstones and
 * former ids included, one thing a line, keys in order. The same state gives the same lines.
 *
 * It is made under the gate that all writers pass (graph/lock.ts, `writes`): Neo4j gives no snapshot over several reads,
 * nor within one transaction. It goes to a temporary file first, so that a slow download does not keep writers waiting,
 * and a dump that fails is a problem and not half a file.
 */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { underLock } from '../graph/lock.ts'
import type { Graph } from '../graph/run.ts'
import { EVERY_ID, factsOfRange, groupedRelations, pages } from './extract.ts'

export const DUMP_FORMAT = 'kommunalgraph-dump'
/** Goes up when a reader of the old one would misunderstand the new one. */
export const DUMP_VERSION = 1

/** Things in one read. */
const PAGE = 1_000
/** Documents of the log hold up to 2,000 things each. */
const LOG_PAGE = 20
const READ_MS = 60_000
/** How long a dump waits for another one. */
const PATIENCE_MS = 5_000

export interface DumpCounts {
  entities: number
  facts: number
  log: number
  tombstones: number
  others: number
}

/** First line. */
export interface DumpHeader {
  kind: 'header'
  format: typeof DUMP_FORMAT
  version: number
  /** What the lines mean: version of the ontology, newest migration. */
  schema: { ontology: string; migration: string | null }
  /** Home municipality of the server. */
  tenant: string
  at: string
  counts: DumpCounts
}

/** Last line. */
export interface DumpTrailer {
  kind: 'trailer'
  counts: DumpCounts
  /** SHA-256 of the lines between header and trailer: the state. */
  state: string
  /** SHA-256 of everything above this line. */
  sha256: string
}

export type Stored = Record<string, unknown>

/** Everything that is neither an entity nor a fact; names of properties that JSON cannot tell apart are listed. */
export interface OtherLine {
  kind: 'log' | 'tombstone' | 'other'
  labels: string[]
  stored: Stored
  moments: string[]
  days: string[]
  floats: string[]
}
export interface FactLine {
  kind: 'fact'
  relation: string
  from: string
  to: string
  stored: Stored
}
export type DumpLine =
  | { kind: 'entity'; stored: Stored }
  | FactLine
  | OtherLine

export interface DumpFile {
  readonly bytes: number
  /** Reads the file; it is gone when this has ended, however. */
  readonly stream: () => Readable
}

/** Makes the dump. Throws LockedError if another one is being made. */
export async function makeDump(graph: Graph, tenant: string): Promise<DumpFile> {
  const folder = await mkdtemp(join(tmpdir(), 'kommunalgraph-dump-'))
  const path = join(folder, 'dump.jsonl')
  try {
    const bytes = await atOneMoment(graph, tenant, (pieces) => writeFile(path, pieces))
    const stream = () => {
      const file = createReadStream(path)
      file.once('close', () => void rm(folder, { recursive: true, force: true }))
      return file
    }
    return { bytes, stream }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * Gives `take` the text of a dump, in pieces; until it is done, nobody writes. Throws LockedError if another one is being made,
 * GraphError, and whatever `take` throws.
 */
export function atOneMoment<T>(graph: Graph, tenant: string, take: (pieces: AsyncIterable<string>) => Promise<T>): Promise<T> {
  return underLock(
    graph,
    'writes',
    async () => {
      // Whoever passed the gate before it was closed is let through first.
      await graph.write((tx) => tx.run('writes/wait_for_writers'))
      return take(dumpText(graph, tenant))
    },
    PATIENCE_MS,
  )
}

/** Only this account may read it: it holds what is not published. */
async function writeFile(path: string, pieces: AsyncIterable<string>): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const piece of pieces) bytes += (await file.write(piece)).bytesWritten
  } finally {
    await file.close()
  }
  return bytes
}

/** Header, lines and trailer, in pieces. */
async function* dumpText(graph: Graph, tenant: string): AsyncGenerator<string> {
  const [counted] = await graph.read<Omit<DumpCounts, 'facts' | 'others'> & { migration: string | null }>(
    'exports/dump_counts',
    {},
    { timeoutMs: READ_MS },
  )
  if (!counted) throw new Error('The database did not count what it holds')
  const { migration, ...counts } = counted
  const facts = (
    await graph.read<{ total: number }>('exports/fact_counts', {}, { timeoutMs: READ_MS })
  ).reduce((sum, { total }) => sum + total, 0)
  const others = await otherLines(graph)
  const header: DumpHeader = {
    kind: 'header',
    format: DUMP_FORMAT,
    version: DUMP_VERSION,
    schema: { ontology: ontology.version, migration },
    tenant,
    at: new Date().toISOString(),
    counts: { ...counts, facts, others: others.length },
  }
  const all = createHash('sha256')
  const state = createHash('sha256')
  const written: DumpCounts = { entities: 0, facts: 0, log: 0, tombstones: 0, others: 0 }
  const first = `${JSON.stringify(header)}\n`
  all.update(first)
  yield first
  for await (const lines of stateLines(graph, others)) {
    for (const { kind } of lines) written[counterOf[kind]]++
    const text = textOf(lines)
    all.update(text)
    state.update(text)
    yield text
  }
  const trailer: DumpTrailer = { kind: 'trailer', counts: written, state: state.digest('hex'), sha256: all.digest('hex') }
  yield `${JSON.stringify(trailer)}\n`
}

/** How a line is counted. */
export const counterOf: Readonly<Record<DumpLine['kind'], keyof DumpCounts>> = {
  entity: 'entities',
  fact: 'facts',
  log: 'log',
  tombstone: 'tombstones',
  other: 'others',
}

/** The checksum of what a database holds now, as a dump of it would say. */
export async function stateOf(graph: Graph): Promise<string> {
  const hash: Hash = createHash('sha256')
  for await (const lines of stateLines(graph, await otherLines(graph))) hash.update(textOf(lines))
  return hash.digest('hex')
}

const textOf = (lines: readonly DumpLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

async function* stateLines(graph: Graph, others: readonly OtherLine[]): AsyncGenerator<DumpLine[]> {
  yield [...others]
  for await (const { entities } of pages<{ entities: Stored[] }>(graph, 'exports/dump_entities', {}, EVERY_ID))
    yield entities.map((stored) => ({ kind: 'entity', stored: ordered(stored) }))
  for (const relations of await groupedRelations(graph)) {
    for await (const facts of factsOfRange<Omit<FactLine, 'kind'>>(graph, 'exports/dump_facts', {}, relations)) {
      // Relations that were read together come together; alone, each comes in this order.
      const lines = facts.map((fact): FactLine => ({ ...fact, kind: 'fact', stored: ordered(fact.stored) }))
      yield lines.sort((a, b) => (String(a.stored.factId) < String(b.stored.factId) ? -1 : 1))
    }
  }
  for (let after = ''; ; ) {
    const rows = await graph.read<Omit<OtherLine, 'kind'>>(
      'exports/dump_tombstones',
      { afterId: after, limit: PAGE },
      { timeoutMs: READ_MS },
    )
    yield rows.map((row) => otherLine('tombstone', row))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = String(last.stored.id)
  }
  for (let place = { after: 0, part: -1 }; ; ) {
    const rows = await graph.read<Omit<OtherLine, 'kind'>>(
      'exports/dump_log',
      { ...place, limit: LOG_PAGE },
      { timeoutMs: READ_MS },
    )
    yield rows.map((row) => otherLine('log', row))
    const last = rows.at(-1)
    if (!last || rows.length < LOG_PAGE) break
    place = { after: Number(last.stored.seq), part: Number(last.stored.part) }
  }
}

/** They are few, and have no order of their own. */
async function otherLines(graph: Graph): Promise<OtherLine[]> {
  const rows = await graph.read<Omit<OtherLine, 'kind'>>('exports/dump_others', {}, { timeoutMs: READ_MS })
  return rows
    .map((row) => otherLine('other', row))
    .map((line) => ({ line, text: JSON.stringify(line) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ line }) => line)
}

function otherLine(kind: OtherLine['kind'], { labels, stored, moments, days, floats }: Omit<OtherLine, 'kind'>): OtherLine {
  // A restore marks the database while it lasts; the mark is no part of what is restored.
  const { restoringSince: _, ...rest } = stored
  const named = (names: string[]) => names.filter((name) => name !== 'restoringSince').sort()
  return {
    kind,
    labels: [...labels].sort(),
    stored: ordered(rest),
    moments: named(moments),
    days: named(days),
    floats: named(floats),
  }
}

function ordered(stored: Stored): Stored {
  return Object.fromEntries(Object.entries(stored).sort(([a], [b]) => (a < b ? -1 : 1)))
}
