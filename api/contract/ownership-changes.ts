/** The answer to "what changed in ownership between two days?". Strict, like `answers.ts`. */
import { z } from 'zod'
import { EntityRef } from './schemas.ts'

const day = z.iso.date()

/** One accountability, as it stood on one of the two days. */
export const OwnerThen = z
  .strictObject({
    entity: EntityRef,
    factId: z.string(),
    since: day,
    until: day,
    confidence: z.string(),
    sourceIds: z.array(z.string()).describe('Sources that this reader may see'),
  })
  .meta({ id: 'OwnerThen' })
export type OwnerThen = z.infer<typeof OwnerThen>

/** Something whose accountable actors differ between the two days. */
export const OwnershipChange = z
  .strictObject({
    entity: EntityRef,
    kind: z
      .enum(['begun', 'ended', 'handed-over'])
      .describe('begun: nobody was accountable before; ended: nobody is any more; handed-over: somebody else is'),
    was: z.array(OwnerThen),
    now: z.array(OwnerThen),
    entries: z
      .array(z.strictObject({ at: z.iso.datetime({ offset: true }), by: z.string(), reason: z.string() }))
      .describe('Why, as the log says it, newest first; at most five'),
  })
  .meta({ id: 'OwnershipChange' })
export type OwnershipChange = z.infer<typeof OwnershipChange>

export const OwnershipChanges = z
  .strictObject({
    before: day,
    asOf: day,
    sentence: z.strictObject({ de: z.string(), en: z.string() }),
    items: z.array(OwnershipChange),
    sources: z
      .array(z.strictObject({ id: z.string(), title: z.string(), date: day.optional(), url: z.string().optional() }))
      .describe('The sources that the items name'),
    total: z.number().int(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'OwnershipChanges' })
export type OwnershipChanges = z.infer<typeof OwnershipChanges>
