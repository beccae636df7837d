/**
 * The page of one entity on another day: relations follow valid time, property values what was recorded by then
 * (decisions 4). The log is undone from today back to that day.
 */
import type { Reading } from '../reading.ts'
import type { Graph } from './run.ts'

interface LogRow {
  seq: number
  known: boolean
  doc: string | null
}

/** What the log says of one thing; see changes/log.ts. Both values null: personal, not recorded. */
interface Item {
  id: string
  op: string
  public: boolean
  properties: Record<string, [unknown, unknown]>
}

export interface ValuesOnDay {
  values: Record<string, unknown>
  /** Names of the values that are today's, because that day's are not known. */
  today: string[]
}

/** `changeable`: the names that can differ between days. Stored properties as `queries/entity` gives them. */
export async function valuesOnDay(
  graph: Graph,
  reading: Reading,
  stored: Record<string, unknown>,
  changeable: readonly string[],
): Promise<ValuesOnDay> {
  const id = String(stored.id)
  const seqs = Array.isArray(stored.seqs) ? stored.seqs : []
  const rows = await graph.read<LogRow>('queries/entity_log', { id, seqs, asOf: reading.asOf })
  const unknown = { values: stored, today: changeable.filter((name) => name in stored) }
  // Recorded only after that day: the log cannot know what held on it.
  if (!rows.some(({ known }) => known)) return unknown
  const values = { ...stored }
  const today = new Set<string>()
  for (const { doc } of rows) {
    const item = doc === null ? undefined : (JSON.parse(doc) as Item[]).find((one) => one.id === id)
    if (!item) continue
    // What was internal before or after this change is not told to public readers by undoing it.
    if (!item.public && !reading.visibilities.includes('internal')) return unknown
    for (const [name, [before, now]] of Object.entries(item.properties)) {
      if (!changeable.includes(name)) continue
      if (before === null && now === null) today.add(name)
      else if (before === null) delete values[name]
      else values[name] = before
    }
  }
  return { values, today: [...today].filter((name) => name in values) }
}
