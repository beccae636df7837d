/** What the log knows of an entity's values on a past day (decisions 4). */
import type { Graph } from '../graph/run.ts'
import { type Reading, today } from '../reading.ts'
import { entityKind } from './kinds.ts'
import { type EntryHead, isPublicReader, parseItems } from './read-log.ts'

export interface PastValues {
  /** The values of that day as far as the log knows them, else today's. */
  values: Record<string, unknown>
  /** Names of properties whose value shown is today's although the day asked about is another. */
  today: string[]
}

/** Known from the first day on; they are no matter of a day. */
const FIXED: ReadonlySet<string> = new Set(['id', 'type', 'tenant', 'version', 'enteredBy', 'enteredAt', 'batchId', 'seqs'])

/**
 * Takes back, newest first, what was changed after that day. `current`: the stored values of today, with `type`.
 * What was entered after that day is not known for it: then everything shown is today's. Public readers are never
 * shown a value of a time in which the entity was not public.
 */
export async function valuesOn(graph: Graph, reading: Reading, id: string, current: Readonly<Record<string, unknown>>): Promise<PastValues> {
  const values: Record<string, unknown> = { ...current }
  const names = () => Object.keys(values).filter((name) => !FIXED.has(name) && values[name] !== null && values[name] !== undefined)
  if (reading.asOf >= today()) return { values, today: reading.asOf === today() ? [] : names() }
  const unknown = { values: { ...current }, today: names() }
  const seqs = Array.isArray(current.seqs) ? current.seqs.map(Number) : []
  const rows = await graph.read<EntryHead & { doc: string }>('queries/history_entries', { rows: seqs.map((seq) => ({ seq, keys: [id] })) })
  const notTold = new Set<string>()
  const { personal } = entityKind(String(current.type))
  for (const { at, doc } of rows) {
    const item = parseItems(doc).find((one) => one.id === id)
    if (!item || today(new Date(at)) <= reading.asOf) continue
    if (item.op === 'created' || item.op === 'retracted' || (isPublicReader(reading) && !item.public)) return unknown
    for (const [property, [before]] of Object.entries(item.properties)) {
      if (personal.has(property)) notTold.add(property)
      else if (before === null) delete values[property]
      else values[property] = before
    }
  }
  return { values, today: names().filter((name) => notTold.has(name)) }
}
