/** Lists of gaps, and how many there are of each kind. */
import type { GapAnswer, GapItem, GapsAnswer } from '@kommunalgraph/contract/answers.ts'
import { type GapDefinition, type GapRow, gapDefinitions, gapSentence, gapsSentence } from '@kommunalgraph/contract/gaps.ts'
import { isKnownStart, spoken } from '@kommunalgraph/contract/wording.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { gapCounts } from '../graph/gaps.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'

/** More than the usual limit: planned for the first time on a cold and busy machine, a list takes seconds. */
const timeoutMs = 15_000

const readerOf = ({ visibilities }: Reading) => ({ published: !visibilities.includes('internal') })

/** All kinds with their counts; a public reader counts only what is published. */
export async function gapsOverview(graph: Graph, reading: Reading): Promise<GapsAnswer> {
  const counts = await gapCounts(graph, reading)
  const kinds = gapDefinitions.map(({ kind, label, help, next }) => ({ kind, label, help, next, count: counts.get(kind) ?? 0 }))
  return {
    asOf: reading.asOf,
    sentence: gapsSentence(kinds, readerOf(reading)),
    total: kinds.reduce((sum, { count }) => sum + count, 0),
    kinds,
  }
}

/** One page of a kind's list. The cursor counts entries: a list that changed in between may repeat or skip one. */
export async function gapList(graph: Graph, definition: GapDefinition, reading: Reading, limit: number, cursor: string | undefined): Promise<GapAnswer> {
  const scope = { ...reading, kind: definition.kind }
  const offset = Number(readCursor(cursor, scope)?.key ?? 0)
  const rows = await graph.read<GapRow & { total: number }>(`gaps/${definition.kind}`, { ...reading, offset, limit }, {
    timeoutMs,
    places: { page: ['fragments/gaps/page'] },
  })
  const total = rows[0]?.total ?? 0
  const end = offset + rows.length
  const reader = readerOf(reading)
  const { kind, label, help, next } = definition
  return {
    kind,
    label,
    help,
    next,
    sentence: gapSentence(definition, total, rows.map(({ entity }) => entity), reader),
    asOf: reading.asOf,
    items: rows.map((row): GapItem => ({
      entity: row.entity,
      reason: spoken(definition.reason(row, reader)),
      owners: row.owners,
      unit: row.unit,
      ...(row.date !== null && isKnownStart(row.date) && { date: row.date }),
    })),
    total,
    truncated: end < total,
    nextCursor: end < total ? writeCursor({ key: String(end), id: rows.at(-1)?.entity.id ?? '' }, scope) : null,
  }
}
