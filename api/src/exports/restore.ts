/**
 * A dump into an empty database, before the server is ready. The file is read twice: once to know that it is whole and
 * unchanged, once to write it, in chunks. Afterwards the database is read again and must give the checksum of the file.
 * What a killed restore left behind is refused at the next start, so that nobody takes it for the whole.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { entityKind, relationKind } from '../changes/kinds.ts'
import type { Values } from '../changes/state.ts'
import { labelsOf, typed } from '../changes/write.ts'
import { ConfigError } from '../config.ts'
import { knownMigrations } from '../graph/migrate.ts'
import type { Graph } from '../graph/run.ts'
import { day, decimal, moment } from '../graph/values.ts'
import {
  counterOf,
  DUMP_FORMAT,
  DUMP_VERSION,
  type DumpCounts,
  type DumpHeader,
  type DumpLine,
  type DumpTrailer,
  type OtherLine,
  type Stored,
  stateOf,
} from './dump.ts'

/** Rows of one transaction; documents of the log are larger. */
const CHUNK = 2_000
const LOG_CHUNK = 20

const MARK = '__Kommunalgraph'
const SEQUENCE = 'Sequence'

/** Throws a sentence if a restore of this database was broken off. Answers whether it holds anything. */
export async function refuseHalfRestored(graph: Graph): Promise<boolean> {
  const [found] = await graph.read<{ stranger: string[] | null; restoringSince: string | null }>(
    'writes/find_content',
    {},
    { timeoutMs: 600_000 },
  )
  if (found?.restoringSince) {
    throw new ConfigError(
      'A restore of this database was broken off, so it holds a part only. Choose an empty data folder (KG_DATA) or database, and restore the file again; what is here can be deleted.',
    )
  }
  return found?.stranger != null
}

/** Restores a file. Throws ConfigError with a sentence where the file or the database does not allow it. */
export async function restore(graph: Graph, path: string, onProgress: (text: string) => void): Promise<void> {
  if (await refuseHalfRestored(graph)) {
    throw new ConfigError(
      'A dump is restored into an empty database only, and this one holds data. Nothing was written. Choose an empty data folder: KG_DATA=<folder> npm run restore -- <file>.',
    )
  }
  onProgress(`Checking ${path}`)
  const { header, trailer } = await check(path)
  onProgress(`Restoring ${header.counts.entities} entities and ${header.counts.facts} facts, as of ${header.at}`)
  await graph.write((tx) => tx.run('writes/begin_restore'))
  let chunk: DumpLine[] = []
  for await (const line of linesOf(path)) {
    if (line.kind === 'header' || line.kind === 'trailer') continue
    if (chunk.length > 0 && !fits(chunk, line)) {
      await writeChunk(graph, chunk)
      chunk = []
    }
    chunk.push(line)
  }
  await writeChunk(graph, chunk)
  onProgress('Comparing what was written with the file')
  if ((await stateOf(graph)) !== trailer.state) {
    throw new ConfigError(
      'What was written is not what the file says. Restore it again into an empty data folder (KG_DATA); if that fails too, report it.',
    )
  }
  // Data migrations that this version knows and the dump does not: on the empty database they had nothing to do.
  const newer = knownMigrations().filter(({ id, kind }) => kind === 'data' && id > (header.schema.migration ?? ''))
  for (const { name } of newer) await graph.write((tx) => tx.apply(name), { timeoutMs: 600_000 })
  await graph.write((tx) => tx.run('writes/end_restore'))
}

type AnyLine = DumpHeader | DumpTrailer | DumpLine

/** Reads the whole file once: whole, unchanged, of a version that is known here. */
async function check(path: string): Promise<{ header: DumpHeader; trailer: DumpTrailer }> {
  const all = createHash('sha256')
  const counts: DumpCounts = { entities: 0, facts: 0, log: 0, tombstones: 0, others: 0 }
  let header: DumpHeader | undefined
  let trailer: DumpTrailer | undefined
  for await (const text of textLinesOf(path)) {
    if (trailer) throw changed('something follows its last line')
    const line = parsed(text)
    if (!header) {
      header = headerOf(line)
    } else if (line.kind === 'trailer') {
      trailer = line
      continue
    } else if (Object.hasOwn(counterOf, line.kind)) {
      counts[counterOf[line.kind as DumpLine['kind']]]++
    } else throw changed('it holds a line of a kind that no dump has')
    all.update(`${text}\n`)
  }
  if (!header) throw new ConfigError('The file is empty. Choose a file that was made by the export "jsonl".')
  if (!trailer) throw new ConfigError('The file is cut off: its last line is missing. Make or fetch the dump again; nothing was written.')
  if (all.digest('hex') !== trailer.sha256) throw changed('its checksum does not fit')
  const told = [header.counts, trailer.counts].map((one) => JSON.stringify(Object.entries(one).sort()))
  if (told.some((one) => one !== JSON.stringify(Object.entries(counts).sort()))) throw changed('it holds more or less than it says')
  return { header, trailer }
}

const changed = (how: string): ConfigError =>
  new ConfigError(`The file was changed after it was made: ${how}. Use an unchanged copy; nothing was written.`)

function headerOf(line: AnyLine): DumpHeader {
  if (line.kind !== 'header' || line.format !== DUMP_FORMAT)
    throw new ConfigError('This is no dump of Kommunalgraph: its first line is no header. Choose a file that was made by the export "jsonl".')
  const known = knownMigrations().at(-1)?.id ?? ''
  if (line.version > DUMP_VERSION || (line.schema.migration ?? '') > known) {
    throw new ConfigError(
      `The dump was made by a newer version of Kommunalgraph (format ${line.version}, migration ${line.schema.migration}). Start that version; this one knows format ${DUMP_VERSION}, migration ${known}.`,
    )
  }
  return line
}

function parsed(text: string): AnyLine {
  try {
    const line: unknown = JSON.parse(text)
    if (typeof line === 'object' && line !== null && 'kind' in line) return line as AnyLine
  } catch {
    // Told below, with the same words.
  }
  throw new ConfigError('The file cannot be read as JSON Lines: it is cut off, changed, or no dump. Nothing was written.')
}

/** By line feeds alone: `readline` would also break at U+2028, which a text may hold. */
async function* textLinesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path, { encoding: 'utf8', highWaterMark: 1_048_576 })
  let rest = ''
  try {
    for await (const piece of file as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof ConfigError || code === undefined) throw error
    throw new ConfigError(`The file ${path} cannot be read (${code}).`)
  }
  if (rest !== '') yield rest
}

async function* linesOf(path: string): AsyncGenerator<AnyLine> {
  for await (const text of textLinesOf(path)) yield parsed(text)
}

/** One statement writes one kind: entities of a type, facts of a relation, anything else. */
function fits(chunk: readonly DumpLine[], line: DumpLine): boolean {
  const [first] = chunk
  if (!first || groupOf(first) !== groupOf(line)) return false
  // The mark and the sequence are written with all that is no entity, no fact and no history: it is little.
  return line.kind === 'other' || chunk.length < (line.kind === 'log' ? LOG_CHUNK : CHUNK)
}

function groupOf(line: DumpLine): string {
  if (line.kind === 'entity') return `entity ${line.stored.type}`
  return line.kind === 'fact' ? `fact ${line.relation}` : line.kind
}

async function writeChunk(graph: Graph, chunk: readonly DumpLine[]): Promise<void> {
  const [first] = chunk
  if (!first) return
  await graph.write(async (tx) => {
    if (first.kind === 'entity') {
      const type = String(first.stored.type)
      const rows = chunk.flatMap((line) => (line.kind === 'entity' ? [{ stored: typed(entityKind(type), line.stored as Values), own: {} }] : []))
      await tx.run('writes/create_entities', { labels: labelsOf(type), rows, common: {} })
    } else if (first.kind === 'fact') {
      const { relation } = first
      const kind = relationKind(relation)
      const rows = chunk.flatMap((line) =>
        line.kind === 'fact' ? [{ from: line.from, to: line.to, stored: typed(kind, line.stored as Values), own: {} }] : [],
      )
      await tx.run('writes/create_facts', { relation, rows, common: {} })
    } else {
      const others = chunk.filter((line): line is OtherLine => line.kind !== 'entity' && line.kind !== 'fact')
      const single = (label: string) => others.find(({ labels }) => labels.includes(label))
      const rows = others.filter((line) => !line.labels.includes(MARK) && !line.labels.includes(SEQUENCE))
      await tx.run('writes/restore_others', { rows: rows.map((line) => ({ labels: line.labels, stored: storedOf(line) })) })
      const [mark, sequence] = [single(MARK), single(SEQUENCE)]
      if (mark && sequence) await tx.run('writes/restore_singles', { mark: storedOf(mark), sequence: storedOf(sequence) })
    }
  })
}

/** As Neo4j had it. */
function storedOf({ stored, moments, days, floats }: OtherLine): Stored {
  const values: Stored = { ...stored }
  for (const name of moments) values[name] = moment(String(stored[name]))
  for (const name of days) values[name] = day(String(stored[name]))
  for (const name of floats) values[name] = decimal(Number(stored[name]))
  return values
}
