/** Entities as the map and the lists show them. */
import type { MapNode } from '@kommunalgraph/contract/answers.ts'
import type { EntityListItem } from '@kommunalgraph/contract/entities.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import type { Reading } from '../reading.ts'
import { present } from './rows.ts'
import type { Graph } from './run.ts'

/** A row of queries/map_nodes. */
export interface MapNodeRow {
  id: string
  type: MapNode['type']
  name: string
  tenant: string
  visibility: string
  description: string | null
  kind: string | null
  stage: string | null
  depth: string | null
  vacant: boolean | null
  spheres: string[]
  thrusts: string[]
  owners: EntityRef[]
}

/** Types that somebody can be accountable for. */
const ownable = new Set<string>(ontology.relationTypes.ACCOUNTABLE_FOR.to)
/** Types that pursue thrusts. */
const pursuing = new Set<string>(ontology.relationTypes.PURSUES.from)

/** Row → node of the contract. */
export function mapNode({ description: _, owners, thrusts, ...row }: MapNodeRow): MapNode {
  return {
    ...present(row),
    ...(pursuing.has(row.type) && { thrusts }),
    ...(ownable.has(row.type) && { owners: owners.map(({ id }) => id) }),
  }
}

/** Row → item of a list. */
export function listItem({ thrusts, ...row }: MapNodeRow): EntityListItem {
  return { ...present(row), ...(pursuing.has(row.type) && { thrusts }) }
}

/** The nodes of these ids, in this order; an id that this reader may not see gives none. */
export async function mapNodes(graph: Graph, reading: Reading, ids: readonly string[]): Promise<MapNode[]> {
  return (await mapNodeRows(graph, reading, ids)).map(mapNode)
}

/** The rows of these ids, in this order. */
export async function mapNodeRows(graph: Graph, reading: Reading, ids: readonly string[]): Promise<MapNodeRow[]> {
  return ids.length === 0 ? [] : graph.read<MapNodeRow>('queries/map_nodes', { ...reading, ids })
}
