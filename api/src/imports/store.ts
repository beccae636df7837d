/** Imports between upload and confirmation: kept beside the graph, so that a restart loses nothing and no reader sees them. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { ImportHead, ImportReport, NamedMapping } from '@kommunalgraph/contract/imports.ts'
import { writeInTurn } from '../changes/entry.ts'
import type { Graph, WriteTx } from '../graph/run.ts'

/** How long staged rows are kept. */
const KEPT_DAYS = 7
/** Bytes of the file in one node: large enough to be few, small enough for any heap. */
const FILE_PART = 3 * 1_048_576
/** Rows in one node. */
const ROWS_PART = 1_000
const STAGE_TIMEOUT_MS = 120_000

const chunkKinds = ['file', 'unit', 'issue', 'ending'] as const
export type ChunkKind = (typeof chunkKinds)[number]

/** What is kept of one import. */
export interface ImportRecord {
  report: ImportReport
  by: string
  sourceIds: string[]
  companions: Change[]
  year: number | null
  /** How many parts are staged of each kind. */
  parts: Record<ChunkKind, number>
}

export async function saveRecord(graph: Graph, record: ImportRecord): Promise<void> {
  await graph.write((tx) => putRecord(tx, record))
}

/** The same within a transaction that also writes what the record tells of. */
export async function putRecord(tx: WriteTx, record: ImportRecord): Promise<void> {
  const { id, fileName, format, state, tenant, full, counts, ended, seq, createdAt } = record.report
  const head: ImportHead = { id, fileName, format, state, tenant, full, counts, ended, seq, createdAt, by: record.by }
  await tx.run('imports/put_import', { id, tenant, state, createdAt, head: JSON.stringify(head), doc: JSON.stringify(record) })
}

/** Undefined where there is no such import. */
export async function readRecord(graph: Graph, id: string): Promise<ImportRecord | undefined> {
  const [row] = await graph.read<{ doc: string }>('imports/read_import', { id })
  return row && (JSON.parse(row.doc) as ImportRecord)
}

export async function listRecords(graph: Graph, tenants: readonly string[]): Promise<ImportHead[]> {
  const rows = await graph.read<{ head: string }>('imports/list_imports', { tenants, limit: 100 })
  return rows.map(({ head }) => JSON.parse(head) as ImportHead)
}

/** Keeps the file itself, for the copy with marked rows and for another mapping. Answers the number of parts. */
export async function stageFile(graph: Graph, id: string, bytes: Uint8Array): Promise<number> {
  const parts = Math.ceil(bytes.length / FILE_PART)
  for (let part = 0; part < parts; part++) {
    const slice = bytes.subarray(part * FILE_PART, (part + 1) * FILE_PART)
    await stage(graph, id, 'file', part, Buffer.from(slice.buffer, slice.byteOffset, slice.length).toString('base64'))
  }
  return parts
}

export async function stagedFile(graph: Graph, id: string, parts: number): Promise<Uint8Array> {
  const slices: Buffer[] = []
  for (let part = 0; part < parts; part++) slices.push(Buffer.from(await staged(graph, id, 'file', part), 'base64'))
  return Buffer.concat(slices)
}

/** Keeps a list in parts; answers their number. */
export async function stageList(graph: Graph, id: string, kind: ChunkKind, list: readonly unknown[]): Promise<number> {
  let part = 0
  for (let start = 0; start < list.length; start += ROWS_PART, part++)
    await stage(graph, id, kind, part, JSON.stringify(list.slice(start, start + ROWS_PART)))
  return part
}

export async function stagedList<T>(graph: Graph, id: string, kind: ChunkKind, parts: number): Promise<T[]> {
  const list: T[] = []
  for (let part = 0; part < parts; part++)
    for (const one of JSON.parse(await staged(graph, id, kind, part)) as T[]) list.push(one)
  return list
}

async function stage(graph: Graph, id: string, kind: ChunkKind, part: number, doc: string): Promise<void> {
  await graph.write((tx) => tx.run('imports/write_chunk', { id, kind, part, doc }), { timeoutMs: STAGE_TIMEOUT_MS })
}

async function staged(graph: Graph, id: string, kind: ChunkKind, part: number): Promise<string> {
  const [row] = await graph.read<{ doc: string }>('imports/read_chunk', { id, kind, part }, { timeoutMs: STAGE_TIMEOUT_MS })
  if (!row) throw new Error(`The staged rows of import ${id} are gone`)
  return row.doc
}

/** Removes what is staged: all of it, or these kinds. */
export async function removeStaged(graph: Graph, id: string, kinds: readonly ChunkKind[] = chunkKinds): Promise<void> {
  await graph.write((tx) => tx.run('imports/remove_chunks', { id, kinds }), { timeoutMs: STAGE_TIMEOUT_MS })
}

/** Removes what was staged more than a week ago. */
export async function removeOldStaged(graph: Graph, now = new Date()): Promise<void> {
  const createdBefore = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString()
  for (const { id } of await graph.read<{ id: string }>('imports/find_old_imports', { createdBefore }))
    await removeStaged(graph, id)
}

/** The log entry of an import, if it was written. */
export async function committedSeq(graph: Graph, id: string): Promise<number | undefined> {
  return (await graph.read<{ seq: number }>('imports/find_committed', { id }))[0]?.seq
}

export async function savedMappings(graph: Graph): Promise<NamedMapping[]> {
  return (await graph.read<{ doc: string }>('imports/list_mappings', {})).map(({ doc }) => JSON.parse(doc) as NamedMapping)
}

export async function saveMapping(graph: Graph, mapping: NamedMapping): Promise<void> {
  await writeInTurn(graph, (tx) => tx.run('imports/put_mapping', { name: mapping.name, doc: JSON.stringify(mapping) }))
}

/** Whether there was one of this name. */
export async function removeMapping(graph: Graph, name: string): Promise<boolean> {
  const [row] = await writeInTurn(graph, (tx) => tx.run<{ removed: number }>('imports/remove_mapping', { name }))
  return (row?.removed ?? 0) > 0
}
