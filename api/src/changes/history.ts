/** The history of one entity: its own changes and those of its relations, newest first. */
import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { type EntryHead, parseItems, tellEntry, visibleItems } from './read-log.ts'

/** Changes listed of one entry; a hub may have thousands in one import. */
const LISTED = 200

interface Touch {
  seq: number
  keys: string[]
  total: number
}

/** One page of the history of an entity. `entity` is null when it was retracted. */
export async function historyOf(
  graph: Graph,
  reading: Reading,
  id: string,
  entity: EntityRef | null,
  page: { cursor?: string; limit: number },
): Promise<HistoryAnswer> {
  const scope = { id, visibilities: reading.visibilities, tenants: reading.tenants, what: 'history' }
  const position = readCursor(page.cursor, scope)
  let before = position === undefined ? Number.MAX_SAFE_INTEGER : Number(position.key)
  const items: HistoryAnswer['items'] = []
  let more = true
  while (items.length < page.limit && more) {
    const limit = page.limit - items.length
    const touches = await graph.read<Touch>('queries/history_of_entity', { ...reading, id, beforeSeq: before, limit })
    more = touches.length === limit
    before = touches.at(-1)?.seq ?? before
    items.push(...(await tell(graph, reading, touches)))
  }
  return { entity, items, nextCursor: more ? writeCursor({ key: String(before), id: '' }, scope) : null }
}

async function tell(graph: Graph, reading: Reading, touches: readonly Touch[]): Promise<HistoryAnswer['items']> {
  if (touches.length === 0) return []
  const rows = await graph.read<EntryHead & { doc: string }>('queries/history_entries', {
    rows: touches.map(({ seq, keys }) => ({ seq, keys })),
  })
  const entries: HistoryAnswer['items'] = []
  for (const { seq, keys, total } of touches) {
    const wanted = new Set(keys)
    const parts = rows.filter((row) => row.seq === seq)
    const [head] = parts
    if (!head) continue
    const found = parts.flatMap(({ doc }) => parseItems(doc)).filter((item) => wanted.has(item.id))
    const { items, known } = await visibleItems(graph, reading, found, head.sourceIds)
    if (items.length === 0) continue
    // Beyond the keys that were looked at, nothing is known to be hidden; within them, what is hidden is not counted.
    const hidden = found.length - items.length
    entries.push(tellEntry(reading, head, items.slice(0, LISTED), Math.max(items.length, total - hidden), known))
  }
  return entries
}
