/**
 * The one door for writing, `POST /changes`: a reason, sources and a list of changes; one transaction, one log entry.
 * Three verbs for facts: `change` (from a day on), `correct` (was always so), `retract` (was never true);
 * `put` is the idempotent form that seed and imports use: create what is missing, correct what differs, leave the rest.
 * The values of entities and relations are checked against the ontology per type by the door itself,
 * so that a problem names `body.changes[i].values.<property>`.
 */
import { z } from 'zod'
import { EntityRef } from './schemas.ts'

const day = z.iso.date()
const values = z.record(z.string(), z.unknown())
const defaults = z.record(z.string(), z.unknown()).optional().describe('Values for what is created, or has none yet; what is stored stays')
const version = z.number().int().positive().optional().describe('If given, the stored version must equal it (412 otherwise)')

export const Change = z
  .discriminatedUnion('op', [
    z.strictObject({ op: z.literal('put-entity'), type: z.string(), id: z.string(), values, defaults }),
    z.strictObject({ op: z.literal('create-entity'), type: z.string(), id: z.string().optional().describe('Default: a slug of the name in the tenant'), values }),
    z.strictObject({ op: z.literal('correct-entity'), id: z.string(), values: values.describe('null removes a property'), version }),
    z.strictObject({ op: z.literal('end-entity'), id: z.string(), validUntil: day, version }),
    z.strictObject({
      op: z.literal('retract-entity'),
      id: z.string(),
      version,
      successor: z.string().optional().describe('It was the same as this entity: the retracted id leads there from now on'),
    }),
    z.strictObject({ op: z.literal('put-relation'), relation: z.string(), from: z.string(), to: z.string(), values, defaults }),
    z.strictObject({ op: z.literal('create-relation'), relation: z.string(), from: z.string(), to: z.string(), values }),
    z.strictObject({
      op: z.literal('change-relation'),
      factId: z.string(),
      validFrom: day.describe('The day from which the new statement holds; the old one ends there'),
      from: z.string().optional().describe('New start, e.g. the new owner'),
      to: z.string().optional(),
      values,
      version,
    }),
    z.strictObject({ op: z.literal('correct-relation'), factId: z.string(), values, version }),
    z.strictObject({ op: z.literal('end-relation'), factId: z.string(), validUntil: day, version }),
    z.strictObject({ op: z.literal('retract-relation'), factId: z.string(), version }),
  ])
  .meta({ id: 'Change' })
export type Change = z.infer<typeof Change>

export const ChangesBody = z
  .strictObject({
    reason: z.string().trim().min(3).max(2000),
    sourceIds: z.array(z.string()).default([]).describe('Sources for all changes that name none themselves'),
    tenant: z.string().optional().describe('Tenant of what is created; default: the home municipality'),
    changes: z.array(Change).min(1).max(100_000),
  })
  .meta({ id: 'ChangesBody' })
export type ChangesBody = z.infer<typeof ChangesBody>

export const ChangeResult = z
  .strictObject({
    index: z.number().int(),
    status: z.enum(['created', 'changed', 'ended', 'retracted', 'unchanged']),
    id: z.string().describe('Entity id or factId'),
    version: z.number().int().optional(),
  })
  .meta({ id: 'ChangeResult' })
export type ChangeResult = z.infer<typeof ChangeResult>

export const ChangesAnswer = z
  .strictObject({
    seq: z.number().int().nullable().describe('Number of the log entry; null if nothing changed'),
    counts: z.strictObject({
      created: z.number().int(),
      changed: z.number().int(),
      ended: z.number().int(),
      retracted: z.number().int(),
      unchanged: z.number().int(),
    }),
    results: z.array(ChangeResult).describe('At most the first 1,000; counts are of all'),
    warnings: z.array(z.strictObject({ path: z.string(), rule: z.string(), message: z.string() })).describe('Gaps: saved and listed, not refused'),
  })
  .meta({ id: 'ChangesAnswer' })
export type ChangesAnswer = z.infer<typeof ChangesAnswer>

/** One thing that one log entry did. */
export const LoggedChange = z
  .strictObject({
    op: z.enum(['created', 'changed', 'ended', 'retracted']),
    entity: EntityRef.optional().describe('For an entity; name as of then'),
    fact: z.strictObject({ factId: z.string(), relation: z.string(), from: EntityRef, to: EntityRef }).optional(),
    properties: z.array(z.strictObject({ property: z.string(), from: z.unknown(), to: z.unknown() })),
  })
  .meta({ id: 'LoggedChange' })
export type LoggedChange = z.infer<typeof LoggedChange>

export const LogEntry = z
  .strictObject({
    seq: z.number().int(),
    at: z.iso.datetime({ offset: true }),
    by: z.string().describe('Pseudonym of the account'),
    reason: z.string(),
    sourceIds: z.array(z.string()),
    total: z.number().int().describe('How many things this entry did, as far as this reader may see'),
    changes: z.array(LoggedChange),
  })
  .meta({ id: 'LogEntry' })
export type LogEntry = z.infer<typeof LogEntry>

export const HistoryAnswer = z
  .strictObject({ entity: EntityRef.nullable(), items: z.array(LogEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'HistoryAnswer' })
export type HistoryAnswer = z.infer<typeof HistoryAnswer>
