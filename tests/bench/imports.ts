/**
 * An import from the file to the graph, against the same rows by plain UNWIND: check, commit, the same file again, and
 * what the API's process grows by meanwhile.
 */
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { nodeProperties, type Property, relationProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import { openGraph } from '@kommunalgraph/api/src/graph/run.ts'
import { send } from '../http.ts'
import { upload } from '../imports/upload.ts'
import { startApi } from '../neo4j.ts'
import { furtherMunicipality } from './graph/generate.ts'
import type { Municipality } from './graph/municipality.ts'
import type { Values } from './graph/values.ts'
import { loadGraph } from './load.ts'
import { residentMb } from './machine.ts'
import type { BenchWorld } from './world.ts'

export interface ImportFigures {
  readonly rows: number
  /** Seconds. */
  readonly bare: number
  readonly check: number
  readonly commit: number
  /** The same file again: check and commit, which write nothing. */
  readonly checkAgain: number
  readonly commitAgain: number
  /** bare / commit and bare / commitAgain: rates against the bare one. */
  readonly commitRatio: number
  readonly againRatio: number
  /** Bytes of the large file, and by how many MB the API's process grew while it was imported. */
  readonly fileMb: number
  readonly grownMb: number
}

/** Municipalities that no generated graph has. */
const firstNumber = 700
const sampleMs = 50

/** Needs a generated world; leaves the municipalities that it brought in it. `rows`: about so many. */
export async function measureImports(world: BenchWorld, rows: number): Promise<ImportFigures> {
  if (world.size === 'demo') throw new RangeError('Imports are measured on a generated graph')
  const graph = openGraph(world.connection)
  const api = await startApi(world.connection)
  try {
    const make = (offset: number, wanted: number) => furtherMunicipality(Number(world.size), firstNumber + offset, Math.round(wanted / 4))
    // A small one warms up both sides.
    await imported(api.url, graph, make(0, 2_000))
    await loadGraph(world.driver, make(1, 2_000).draft)
    const loaded = await loadGraph(world.driver, make(2, rows).draft)
    const bare = loaded.entities + loaded.facts
    const ours = make(3, rows)
    const first = await imported(api.url, graph, ours)
    const again = await imported(api.url, graph, ours)
    if (again.seq !== null) throw new Error(`The same file wrote something: change ${again.seq}`)

    const pid = api.process.pid ?? 0
    const before = residentMb(pid)
    let most = before
    const sampling = setInterval(() => {
      most = Math.max(most, residentMb(pid))
    }, sampleMs)
    const text = fiftyMegabytes(ours.draft.tenant, rows)
    const large = await upload(api.url, 'gross.csv', text, { tenant: ours.draft.tenant, wait: '600' }).finally(() => clearInterval(sampling))
    if (large.status !== 201 || large.body.counts.created === 0) throw new Error(`The large file: ${JSON.stringify(large.body).slice(0, 1_000)}`)
    return {
      rows: ours.draft.entities.length + ours.draft.facts.length,
      bare,
      check: first.check,
      commit: first.commit,
      checkAgain: again.check,
      commitAgain: again.commit,
      commitRatio: bare / first.commit,
      againRatio: bare / again.commit,
      fileMb: Math.round(text.length / 1e6),
      grownMb: Math.round(most - before),
    }
  } finally {
    await api.stop()
    await graph.close()
  }
}

/** Uploads a municipality as JSON Lines and confirms it. */
async function imported(base: string, graph: ReturnType<typeof openGraph>, municipality: Municipality) {
  const { tenant } = municipality.draft
  await graph.write((tx) => tx.run('writes/put_tenant', { tenant, name: municipality.name, homeId: municipality.home, fictional: true, demo: false }))
  const text = linesOf(municipality)
  const began = performance.now()
  const checked = await upload(base, 'kommune.jsonl', text, { tenant, wait: '600' })
  const between = performance.now()
  const { counts, issues } = checked.body
  if (checked.status !== 201 || checked.body.state !== 'checked' || counts.rejected > 0) throw new Error(`The check: ${JSON.stringify(issues ?? checked.body).slice(0, 2_000)}`)
  const committed = await send<ImportReport>(`${base}/api/v1/imports/${checked.body.id}/commit?wait=600`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Erstbestand der Kommune' }),
  })
  if (committed.body.state !== 'committed') throw new Error(`The commit: ${JSON.stringify(committed.body).slice(0, 2_000)}`)
  return { check: (between - began) / 1_000, commit: (performance.now() - between) / 1_000, seq: committed.body.seq }
}

function linesOf({ draft: { entities, facts } }: Municipality): string {
  const lines = [
    ...entities.map(({ id, type, values }) => ({ kind: 'entity', id, values: entered(nodeProperties(type), values) })),
    ...facts.map(({ relation, from, to, values }) => ({ kind: 'fact', relation, from, to, values: entered(relationProperties(relation), values) })),
  ]
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

const entered = (properties: Readonly<Record<string, Property>>, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && properties[name]?.setBy !== 'server'))

/** A table of initiatives with long descriptions. */
function fiftyMegabytes(tenant: string, rows: number): string {
  const description = 'Beschreibung '.repeat(Math.round(50_000_000 / rows / 13 - 6))
  const lines = ['Kennung;Bezeichnung;Status;Tiefe;Beschreibung;Vertrauen']
  for (let row = 0; row < rows; row++) lines.push(`ini:${tenant}:gross-${row};Vorhaben ${row};Idee;noch nicht eingeschätzt;${description};bestätigt`)
  return lines.join('\n')
}
