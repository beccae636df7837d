/** A large import through the one door, against the same rows by plain UNWIND: what checking, logging and provenance cost. */
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { nodeProperties, type Property, relationProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import { furtherMunicipality } from './graph/generate.ts'
import type { Municipality } from './graph/municipality.ts'
import type { Values } from './graph/values.ts'
import { loadGraph } from './load.ts'
import { median } from './measure.ts'
import type { BenchWorld } from './world.ts'

export interface DoorFigures {
  readonly rows: number
  /** Rows a second. */
  readonly bare: number
  readonly door: number
  /** door / bare. */
  readonly ratio: number
}

/** With three facts for each: 10,000 rows. */
const entities = 2_500
const rounds = 3
/** Municipalities that no generated graph has. */
const firstNumber = 500

/** Needs a generated world; leaves the municipalities that it brought in it. */
export async function measureDoor(world: BenchWorld): Promise<DoorFigures> {
  if (world.size === 'demo') throw new RangeError('The door is measured on a generated graph')
  const graph = openGraph(world.connection)
  const rates = { bare: [] as number[], door: [] as number[] }
  let rows = 0
  try {
    // Two municipalities a round, one for each side; the first pair warms up both.
    for (let round = 0; round <= rounds; round++) {
      const [forBare, forDoor] = [0, 1].map((side) =>
        furtherMunicipality(Number(world.size), firstNumber + 2 * round + side, entities),
      ) as [Municipality, Municipality]
      const { tenant } = forDoor.draft
      await graph.write((tx) =>
        tx.run('writes/put_tenant', { tenant, name: forDoor.name, homeId: forDoor.home, fictional: true, demo: false }),
      )
      rows = forDoor.draft.entities.length + forDoor.draft.facts.length
      const loaded = await loadGraph(world.driver, forBare.draft)
      const seconds = await post(`${world.url}/api/v1/changes`, bodyOf(forDoor))
      if (round === 0) continue
      rates.bare.push(rows / (loaded.entities + loaded.facts))
      rates.door.push(rows / seconds)
    }
  } finally {
    await graph.close()
  }
  const ratios = rates.door.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN))
  return { rows, bare: median(rates.bare), door: median(rates.door), ratio: median(ratios) }
}

export function bodyOf({ draft: { tenant, entities: things, facts } }: Municipality): string {
  return JSON.stringify({
    reason: 'Erstbestand der Kommune',
    tenant,
    changes: [
      ...things.map(({ id, type, values }) => ({
        op: 'put-entity',
        type,
        id,
        values: entered(nodeProperties(type), values),
      })),
      ...facts.map(({ relation, from, to, values }) => ({
        op: 'put-relation',
        relation,
        from,
        to,
        values: entered(relationProperties(relation), values),
      })),
    ],
  })
}

const entered = (properties: Readonly<Record<string, Property>>, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== undefined && properties[name]?.setBy !== 'server'),
  )

/** Seconds from the request to the whole answer. */
async function post(url: string, body: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  if (!response.ok) throw new Error(`The door answered ${response.status}: ${text.slice(0, 1_000)}`)
  return (performance.now() - began) / 1000
}
