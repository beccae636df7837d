/** Finding one entity for one reader, and turning stored properties into what the contract says. */
import {
  type EntityType,
  isNodeTypeName,
  nodeProperties,
  type RelationType,
  relationProperties,
} from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Entity } from '@kommunalgraph/contract/schemas.ts'
import { EntityId } from '@kommunalgraph/contract/schemas.ts'
import { z } from 'zod'
import { problem } from '../plugins/problem.ts'
import type { Reading } from '../reading.ts'
import { present } from './rows.ts'
import type { Graph } from './run.ts'

/** Path parameter of every route about one entity. */
export const EntityIdParams = z.strictObject({ id: EntityId })

/** An entity that this reader may see. */
export interface Found {
  id: string
  type: EntityType
  name: string
  tenant: string
  visibility: string
  version: number
  validFrom: string
  validUntil: string
}

/**
 * The entity of this id, or of the one that took its place (`:Alias`), whatever its tenant and validity.
 * Throws a 404 problem if it does not exist or this reader may not see it: both look the same. `path`: where the id stands
 * in the request.
 */
export async function entityOr404(graph: Graph, id: string, reading: Pick<Reading, 'visibilities'>, path?: string): Promise<Found> {
  const [found] = await graph.read<Found>('queries/entity_ref', { id, visibilities: reading.visibilities })
  if (!found) throw notFound(id, path)
  return found
}

/** The 404 problem for an entity. */
export function notFound(id: string, path = 'path.id') {
  return problem('not-found', { detail: `No entity ${id}`, errors: [{ path, message: 'is not known' }] })
}

/** The same reading, seen also from the entity's own municipality: what another municipality states of itself belongs to its page. */
export function readingAt(found: Pick<Found, 'tenant'>, reading: Reading): Reading {
  return reading.tenants.includes(found.tenant) ? reading : { ...reading, tenants: [found.tenant, ...reading.tenants] }
}

/**
 * Stored properties → the entity of the contract: only properties that the ontology names for its type leave the API.
 * `sourceIds` keeps those that `mayShow`: a source that is internal must not be betrayed by its id.
 */
export function toEntity(stored: Record<string, unknown>, mayShow: (sourceId: string) => boolean): Entity {
  const type = String(stored.type)
  if (!isNodeTypeName(type)) throw new TypeError(`Stored entity of unknown type ${type}`)
  const names = ['id', 'type', ...Object.keys(nodeProperties(type))]
  const entity = { ...pick(stored, names), sourceIds: shownSources(stored.sourceIds, mayShow) }
  // Its shape is checked against the type's own strict schema on the way out.
  return entity as unknown as Entity
}

/** Own properties of a relation, as the ontology names them. */
export function ownProperties(relation: RelationType, stored: Record<string, unknown>, common: ReadonlySet<string>) {
  return pick(
    stored,
    Object.keys(relationProperties(relation)).filter((name) => !common.has(name)),
  )
}

/** The source ids among `stored` that this reader may know. */
export function shownSources(stored: unknown, mayShow: (sourceId: string) => boolean): string[] {
  return Array.isArray(stored) ? stored.map(String).filter(mayShow) : []
}

function pick(stored: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return present(Object.fromEntries(names.map((name) => [name, stored[name]])))
}
