/** Sources as answers show them. */
import type { Evidence } from '@kommunalgraph/contract/answers.ts'
import type { Reading } from '../reading.ts'
import { present } from './rows.ts'
import type { Graph } from './run.ts'

type Row = { [K in keyof Required<Evidence>]: Evidence[K] | null }

/** The sources of these ids that this reader may see, newest first. Ids may repeat. */
export async function sourcesOf(graph: Graph, reading: Reading, ids: Iterable<string>): Promise<Evidence[]> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return []
  const rows = await graph.read<Row>('queries/sources', { ...reading, ids: unique })
  return rows.map((row) => present(row) as Evidence)
}
