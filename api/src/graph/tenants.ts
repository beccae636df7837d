/** What municipalities are called, and which are made up: for files, which travel without the page that says so. */
import type { Reading } from '../reading.ts'
import type { Graph } from './run.ts'

/** By ARS; only those that this reader may know of. */
export async function tenantNames(graph: Graph, { home, asOf, visibilities }: Reading): Promise<Map<string, { name: string; fictional: boolean }>> {
  const rows = await graph.read<{ tenant: string; name: string; fictional: boolean }>('queries/tenants', { home, asOf, visibilities })
  return new Map(rows.map(({ tenant, name, fictional }) => [tenant, { name, fictional }]))
}
