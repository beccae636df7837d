/**
 * What the API answers about entities themselves: the list, the page of one with its relations, the rest of a long
 * relation list. Strict, like `answers.ts`.
 */
import { z } from 'zod'
import { Evidence, MapNode } from './answers.ts'
import { Entity, EntityRef, relationTypes } from './schemas.ts'

const day = z.iso.date()

/** One entity in a list: what the map shows of it, and who is accountable, by name. */
export const EntityListItem = MapNode.omit({ owners: true })
  .extend({
    description: z.string().optional(),
    owners: z.array(EntityRef).describe('Accountable actors on this day; empty where none is known or none can be'),
  })
  .meta({ id: 'EntityListItem' })
export type EntityListItem = z.infer<typeof EntityListItem>

export const EntityList = z
  .strictObject({
    items: z.array(EntityListItem),
    total: z.number().int().describe('All that match, not only this page'),
    nextCursor: z.string().nullable().describe('Opaque; valid for the same filters and sort only'),
  })
  .meta({ id: 'EntityList' })
export type EntityList = z.infer<typeof EntityList>

/** One relation as the page of one of its ends shows it. */
export const RelationItem = z
  .strictObject({
    factId: z.string(),
    relation: z.enum(relationTypes),
    direction: z.enum(['out', 'in']).describe('`out`: the entity asked about is the source'),
    other: EntityRef,
    validFrom: day,
    validUntil: day,
    validFromPrecision: z.string().optional(),
    confidence: z.string(),
    visibility: z.string(),
    tenant: z.string().describe('The municipality whose statement it is'),
    sourceIds: z.array(z.string()),
    note: z.string().optional(),
    version: z.number().int(),
    properties: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .describe('Own properties of the relation type, as the ontology names them'),
  })
  .meta({ id: 'RelationItem' })
export type RelationItem = z.infer<typeof RelationItem>

export const RelationGroup = z
  .strictObject({
    relation: z.enum(relationTypes),
    direction: z.enum(['out', 'in']),
    total: z.number().int(),
    items: z.array(RelationItem).describe('At most 50; the rest under /entities/{id}/relations'),
  })
  .meta({ id: 'RelationGroup' })
export type RelationGroup = z.infer<typeof RelationGroup>

export const EntityPage = z
  .strictObject({
    entity: Entity,
    asOf: day,
    today: z
      .array(z.string())
      .describe("Properties whose value shown is today's, because the log does not know that day's"),
    relations: z.array(RelationGroup),
    sources: z
      .array(Evidence)
      .describe('Sources of the entity and of the relations shown, as far as this reader may see them'),
    gaps: z.array(z.string()).describe('Kinds of gaps that this entity has on this day'),
  })
  .meta({ id: 'EntityPage' })
export type EntityPage = z.infer<typeof EntityPage>

export const RelationList = z
  .strictObject({ items: z.array(RelationItem), total: z.number().int(), nextCursor: z.string().nullable() })
  .meta({ id: 'RelationList' })
export type RelationList = z.infer<typeof RelationList>
