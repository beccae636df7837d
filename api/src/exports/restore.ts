/**
 * A dump into an empty database, before the server is ready. The file is read twice: once to know that it is whole and
 * unchanged, once to write it, in chunks. Afterwards the database is read again and must give the checksum of the file.
 * What a killed restore left behind is refused at the next start, so that nobody takes it for the whole.
 */
import { entityKind, relationKind } from '../changes/kinds.ts'
import type { Values } from '../changes/state.ts'
import { labelsOf, typed } from '../changes/write.ts'
import { ConfigError } from '../config.ts'
import { knownMigrations } from '../graph/migrate.ts'
import type { Graph } from '../graph/run.ts'
import { day, decimal, moment } from '../graph/values.ts'
import { type DumpLine, type OtherLine, type Stored, stateOf } from './dump.ts'
import { checkDump, linesOf } from './dump-file.ts'

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
export async function restore(graph: Graph, path: string, onProgress: (text: string) => void, known = knownMigrations()): Promise<void> {
  if (await refuseHalfRestored(graph)) {
    throw new ConfigError(
      'A dump is restored into an empty database only, and this one holds data. Nothing was written. Choose an empty data folder: KG_DATA=<folder> npm run restore -- <file>.',
    )
  }
  onProgress(`Checking ${path}`)
  const { header, trailer } = await checkDump(path)
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
  const newer = known.filter(({ id, kind }) => kind === 'data' && id > (header.schema.migration ?? ''))
  for (const { name } of newer) await graph.write((tx) => tx.apply(name), { timeoutMs: 600_000 })
  await graph.write((tx) => tx.run('writes/end_restore'))
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
