/** One large write and what must be true of it afterwards, whatever happened on the way: all or nothing, once, and logged. */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import { expect } from 'vitest'
import { beginning, buildingOffice, doorOf, newUnit, source, town } from '../changes/town.ts'
import type { KeptDatabase } from '../kept-database.ts'

const units = 2_500
const known = { confidence: 'confirmed', visibility: 'public' }

/** Several thousand creates: offices, and what each is part of. */
export function largeWrite(name: string): { reason: string; changes: Change[] } {
  const ids = Array.from({ length: units }, (_, index) => `${name}-${index}`)
  return {
    reason: `Probe ${name}`,
    changes: [
      ...ids.map((slug) => newUnit(slug)),
      ...ids.map((slug): Change => ({ op: 'put-relation', relation: 'PART_OF', from: `unit:${town}:${slug}`, to: buildingOffice, values: { ...known, validFrom: '2025-01-01' } })),
    ],
  }
}

/** What the graph stands on before the first write. */
export async function begin(base: string): Promise<void> {
  const { status } = await doorOf(base).write(beginning)
  expect(status).toBe(200)
}

/** Sends it; the status, or undefined where no answer came. */
export async function send(base: string, name: string): Promise<number | undefined> {
  const { reason, changes } = largeWrite(name)
  return doorOf(base).json('POST', '/changes', { reason, sourceIds: [source], changes }).then(({ status }) => status, () => undefined)
}

interface Found {
  nodes: number
  facts: number
  entries: number
}

const lookFor = async (database: KeptDatabase, name: string): Promise<Found> => {
  const [found] = await database.ask<Found>(
    `CALL () { MATCH (n:OrgUnit) WHERE n.id STARTS WITH $prefix RETURN count(n) AS nodes }
     CALL () { MATCH (n:OrgUnit)-[r:PART_OF]->() WHERE n.id STARTS WITH $prefix RETURN count(r) AS facts }
     CALL () { MATCH (l:LogEntry {reason: $reason}) RETURN count(DISTINCT l.seq) AS entries }
     RETURN nodes, facts, entries`,
    { prefix: `unit:${town}:${name}-`, reason: `Probe ${name}` },
  )
  return found as Found
}

const everything: Found = { nodes: units, facts: units, entries: 1 }

/** Everything or nothing is there; `answered`: the writer was told that it is. Which of the two. */
export async function allOrNothing(database: KeptDatabase, name: string, answered: number | undefined): Promise<'all' | 'nothing'> {
  const found = await lookFor(database, name)
  expect([everything, { nodes: 0, facts: 0, entries: 0 }]).toContainEqual(found)
  if (answered === 200) expect(found).toEqual(everything)
  return found.nodes === 0 ? 'nothing' : 'all'
}

/** Sent once more it is there exactly once, and number and log agree with each other and with every trace in the graph. */
export async function onceAfterRetry(database: KeptDatabase, base: string, name: string): Promise<void> {
  expect(await send(base, name)).toBe(200)
  expect(await lookFor(database, name)).toEqual(everything)
  await numbersAgree(database)
}

export async function numbersAgree(database: KeptDatabase): Promise<void> {
  const [log] = await database.ask<{ value: number; entries: number; newest: number; incomplete: number }>(
    `MATCH (s:Sequence {name: 'changes'})
     CALL () { MATCH (l:LogEntry) RETURN count(DISTINCT l.seq) AS entries, max(l.seq) AS newest }
     CALL () { MATCH (l:LogEntry) WITH l.seq AS seq, max(l.parts) AS parts, count(*) AS found WHERE parts <> found RETURN count(*) AS incomplete }
     RETURN s.value AS value, entries, newest, incomplete`,
  )
  expect(log).toMatchObject({ entries: log?.value, newest: log?.value, incomplete: 0 })
  const [unlogged] = await database.ask<{ n: number }>(
    `MATCH (n:Entity) UNWIND n.seqs AS seq WITH DISTINCT seq WHERE NOT EXISTS { MATCH (l:LogEntry {seq: seq}) } RETURN count(seq) AS n`,
  )
  expect(unlogged?.n).toBe(0)
}

/** How long the write takes here when nothing happens, in milliseconds: so the moments of a test lie within it on any machine. */
export async function undisturbed(base: string): Promise<number> {
  await send(base, 'warm')
  const began = performance.now()
  expect(await send(base, 'measured')).toBe(200)
  return performance.now() - began
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function untilReady(base: string, atMostMs = 180_000): Promise<void> {
  for (const end = Date.now() + atMostMs; Date.now() < end; await pause(200)) {
    const ready = await fetch(`${base}/api/v1/ready`).then(({ status }) => status === 200, () => false)
    if (ready) return
  }
  throw new Error(`${base} was not ready within ${atMostMs} ms`)
}
