/** The log as a feed, entry by entry, for one reader and the tenants asked for. */
import type { HistoryAnswer, LogEntry } from '@kommunalgraph/contract/changes.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import type { LoggedItem } from './log.ts'
import { type EntryHead, isPublicReader, parseItems, tellEntry, visibleItems } from './read-log.ts'

/** Changes listed of one entry. */
const LISTED = 100
/** Entries looked at for one page; more of them hidden in a row is not a page any more. */
const LOOKED_AT = 1_000

type Head = EntryHead & { parts: { part: number; total: number; foreign: boolean }[] }

export interface FeedPage {
  /** Number of the entry behind which to go on. */
  after: number | undefined
  order: 'newest' | 'oldest'
  limit: number
}

/** One page of the feed. `nextCursor` is null at the end. */
export async function changesFeed(
  graph: Graph,
  reading: Reading,
  { after, order, limit }: FeedPage,
): Promise<HistoryAnswer> {
  const publicOnly = isPublicReader(reading)
  const name = publicOnly ? (`queries/history_public_${order}` as const) : (`queries/history_${order}` as const)
  let behind = after ?? (order === 'newest' ? Number.MAX_SAFE_INTEGER : 0)
  const items: LogEntry[] = []
  let more = true
  for (let looked = 0; items.length < limit && more && looked < LOOKED_AT; ) {
    const wanted = limit - items.length
    const heads = await graph.read<Head>(name, { tenants: reading.tenants, after: behind, limit: wanted })
    looked += heads.length
    more = heads.length === wanted
    const last = heads.at(-1)
    if (last) behind = publicOnly ? (last.publicSeq ?? behind) : last.seq
    for (const head of heads) {
      const entry = await tellHead(graph, reading, head)
      if (entry) items.push(entry)
    }
  }
  return { entity: null, items, nextCursor: more ? String(behind) : null }
}

async function tellHead(graph: Graph, reading: Reading, head: Head): Promise<LogEntry | undefined> {
  const listed: LoggedItem[] = []
  let total = 0
  const publicOnly = isPublicReader(reading)
  for (const { part, total: ofPart, foreign } of head.parts.sort((a, b) => a.part - b.part)) {
    if (!publicOnly && !foreign && listed.length >= LISTED) {
      total += ofPart
      continue
    }
    const [stored] = await graph.read<{ doc: string }>('queries/history_part', { seq: head.seq, part })
    const ofTenants = parseItems(stored?.doc ?? '[]').filter((item) => reading.tenants.includes(item.tenant))
    const { items } = await visibleItems(graph, reading, ofTenants)
    total += items.length
    listed.push(...items.slice(0, LISTED - listed.length))
  }
  // An entry that never had items (a demo was removed) is told to internal readers.
  if (total === 0 && (publicOnly || head.parts.some((part) => part.total > 0))) return undefined
  const { known } = await visibleItems(graph, reading, listed, head.sourceIds)
  return tellEntry(reading, head, listed, total, known)
}
