/**
 * From documents of the log to what one reader may see of them. A public reader sees what was public before and after,
 * with public ends, and still is: no names, values or counts of anything else.
 */
import type { LogEntry, LoggedChange } from '@kommunalgraph/contract/changes.ts'
import { isNodeTypeName, isRelationTypeName } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import type { Graph } from '../graph/run.ts'
import type { Reading } from '../reading.ts'
import { entityKind, relationKind } from './kinds.ts'
import type { LoggedEnd, LoggedItem } from './log.ts'
import { batches } from './read-state.ts'

/** One entry of the log before it is told to anybody. */
export interface EntryHead {
  seq: number
  publicSeq: number | null
  at: string
  by: string
  reason: string
  sourceIds: string[]
  allPublic: boolean
}

interface Thing {
  id: string
  type: string
  name: string | null
  visibility: string
}

/** What is known today of the things that items of the log speak of. */
export interface Known {
  things: ReadonlyMap<string, Thing>
  /** Visibility of facts, for public readers only. */
  facts: ReadonlyMap<string, string>
}

/** The items of one document. */
export function parseItems(doc: string): LoggedItem[] {
  return JSON.parse(doc) as LoggedItem[]
}

export function isPublicReader(reading: Pick<Reading, 'visibilities'>): boolean {
  return !reading.visibilities.includes('internal')
}

/** The items that this reader may see. `more` are further ids to look up, such as the sources of an entry. */
export async function visibleItems(
  graph: Graph,
  reading: Reading,
  items: readonly LoggedItem[],
  more: readonly string[] = [],
): Promise<{ items: LoggedItem[]; known: Known }> {
  const publicOnly = isPublicReader(reading)
  const candidates = publicOnly ? items.filter((item) => item.public) : [...items]
  const ids = new Set(more)
  for (const item of candidates) {
    for (const id of involved(item)) ids.add(id)
    if (publicOnly) for (const id of referred(item)) ids.add(id)
  }
  const things = new Map<string, Thing>()
  for (const batch of batches([...ids])) {
    for (const thing of await graph.read<Thing>('queries/history_things', { ids: batch })) things.set(thing.id, thing)
  }
  const facts = new Map<string, string>()
  if (!publicOnly) return { items: candidates, known: { things, facts } }
  const rows = candidates.flatMap(({ id, from, to }) => (from && to ? [{ factId: id, from: from.id, to: to.id }] : []))
  for (const batch of batches(rows)) {
    for (const { factId, visibility } of await graph.read<{ factId: string; visibility: string }>(
      'queries/history_facts',
      { rows: batch },
    ))
      facts.set(factId, visibility)
  }
  const shown = candidates.filter(
    (item) =>
      involved(item).every((id) => things.get(id)?.visibility === 'public') &&
      (!item.from || facts.get(item.id) === 'public'),
  )
  return { items: shown, known: { things, facts } }
}

/** An entry as the contract says it. `changes` may be fewer than `total`. */
export function tellEntry(
  reading: Reading,
  head: EntryHead,
  items: readonly LoggedItem[],
  total: number,
  known: Known,
): LogEntry {
  const publicOnly = isPublicReader(reading)
  return {
    seq: publicOnly ? (head.publicSeq ?? 0) : head.seq,
    at: head.at,
    by: head.by,
    // A reason speaks of everything in the entry: told only to those who may see everything in it.
    reason: publicOnly && !head.allPublic ? '' : head.reason,
    sourceIds: publicOnly
      ? head.sourceIds.filter((id) => known.things.get(id)?.visibility === 'public')
      : head.sourceIds,
    total,
    changes: items.map((item) => tellItem(item, known, publicOnly)),
  }
}

function tellItem(item: LoggedItem, known: Known, publicOnly: boolean): LoggedChange {
  const properties = Object.entries(item.properties).map(([property, [from, to]]) => ({
    property,
    from: publicOnly ? withoutHidden(item, property, from, known) : from,
    to: publicOnly ? withoutHidden(item, property, to, known) : to,
  }))
  if (item.from && item.to && isRelationTypeName(item.type)) {
    return {
      op: item.op,
      fact: { factId: item.id, relation: item.type, from: tellEnd(item.from, known), to: tellEnd(item.to, known) },
      properties,
    }
  }
  return { op: item.op, entity: tellEnd(item, known), properties }
}

/** Name as of then; where it is personal, today's, as long as there is one. */
function tellEnd({ id, type, name }: LoggedEnd, known: Known): EntityRef {
  if (!isNodeTypeName(type)) throw new TypeError(`The log names an unknown type ${type}`)
  return { id, type, name: name ?? known.things.get(id)?.name ?? id }
}

/** Entities without which an item cannot be told. */
function involved({ id, from, to }: LoggedItem): string[] {
  return from && to ? [from.id, to.id] : [id]
}

function referencesOf(item: LoggedItem): ReadonlyMap<string, string> {
  return item.from ? relationKind(item.type).references : entityKind(item.type).references
}

/** Ids that values of an item name, such as sources; also former ends of a relation. */
function referred(item: LoggedItem): string[] {
  const ids: string[] = []
  for (const property of [...referencesOf(item).keys(), 'from', 'to']) {
    for (const value of item.properties[property] ?? []) {
      if (typeof value === 'string') ids.push(value)
      else if (Array.isArray(value)) ids.push(...(value as string[]))
    }
  }
  return ids
}

function withoutHidden(item: LoggedItem, property: string, value: unknown, { things }: Known): unknown {
  const isEnd = item.from !== undefined && (property === 'from' || property === 'to')
  if (!isEnd && !referencesOf(item).has(property)) return value
  const shown = (id: unknown) => typeof id === 'string' && things.get(id)?.visibility === 'public'
  if (Array.isArray(value)) return value.filter(shown)
  return shown(value) ? value : null
}
