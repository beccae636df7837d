/**
 * Every export of a large graph, and what the API's process grows by meanwhile: a file is made while it is read, so the
 * growth must not follow the size of the graph. A process of its own, so that nothing else has grown before.
 */
import { startApi } from '../neo4j.ts'
import { residentMb } from './machine.ts'
import type { BenchWorld } from './world.ts'

export interface ExportFigures {
  readonly format: string
  readonly seconds: number
  readonly mb: number
  /** Highest resident size while it was made, less the one before, in MB. */
  readonly grownMb: number
}

/** A dump goes to a file first; the others to the reader. */
const formats = ['cytoscape.json', 'csv.zip', 'xlsx', 'jsonl'] as const
const sampleMs = 50

/** Needs the world to stay as it is meanwhile. */
export async function measureExports(world: BenchWorld): Promise<ExportFigures[]> {
  const api = await startApi(world.connection, { KG_HOME: world.home })
  const pid = api.process.pid ?? 0
  const figures: ExportFigures[] = []
  try {
    // Everything is compiled and the heap has its working size: by the smallest type.
    for (const format of formats) if (format !== 'jsonl') await size(`${api.url}/api/v1/exports/${format}?type=Sphere`)
    for (const format of formats) {
      const before = residentMb(pid)
      let most = before
      const sampling = setInterval(() => {
        most = Math.max(most, residentMb(pid))
      }, sampleMs)
      const began = performance.now()
      const bytes = await size(`${api.url}/api/v1/exports/${format}`).finally(() => clearInterval(sampling))
      figures.push({ format, seconds: (performance.now() - began) / 1_000, mb: bytes / 1e6, grownMb: Math.round(most - before) })
    }
    return figures
  } finally {
    await api.stop()
  }
}

/** Reads an answer to its end and keeps none of it. */
async function size(url: string): Promise<number> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`${url} answers ${response.status}`)
  let bytes = 0
  for await (const chunk of response.body) bytes += chunk.length
  return bytes
}
