/** What a person may ask of whoever keeps this graph: what is stored of them, and to be forgotten. Strict, like `answers.ts`. */
import { z } from 'zod'
import { HistoryAnswer } from './changes.ts'
import type { Label } from './ontology/define.ts'
import { EntityRef, relationTypes } from './schemas.ts'

/** Stands in place of a name that is gone; the mandate and the history of the post stay. */
export const NAMELESS: Label = { de: 'Name entfernt', en: 'Name removed' }

/** Shortest spelling that is looked for: shorter ones stand in words that are nobody's name. */
export const SHORTEST_SPELLING = 5
const Spelling = z.string().trim().normalize('NFC').min(SHORTEST_SPELLING).max(200)

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))

export const PersonRecord = z
  .strictObject({
    person: EntityRef,
    at: z.iso.datetime().describe('When this was put together'),
    values: values.describe('Everything that is stored of the person itself'),
    relations: z.array(
      z.strictObject({
        factId: z.string(),
        relation: z.enum(relationTypes),
        direction: z.enum(['out', 'in']),
        other: EntityRef,
        values,
      }),
    ),
    history: HistoryAnswer.shape.items.describe('The newest 100 entries of the log; values that identify a person are never in it'),
    mentions: z
      .array(
        z.strictObject({
          where: z.string().describe('Type of an entity, of a relation, or what else is kept: LogEntry, __SavedView, __Import …'),
          id: z.string().nullable(),
          property: z.string(),
        }),
      )
      .describe('Other texts in which the name stands'),
  })
  .meta({ id: 'PersonRecord' })
export type PersonRecord = z.infer<typeof PersonRecord>

export const EraseBody = z
  .strictObject({
    reason: z.string().trim().min(3).max(2_000).describe('Why, for the log; it must not hold the name'),
    confirm: z.string().max(1_000).describe('The name as it is stored'),
    spellings: z.array(Spelling).max(10).default([]).describe('Further spellings that are to go, such as "Beispiel, Anna"'),
  })
  .meta({ id: 'EraseBody' })
export type EraseBody = z.infer<typeof EraseBody>

export const EraseAnswer = z
  .strictObject({
    id: z.string(),
    seq: z.number().int().describe('Entry of the log that tells of it, without the name'),
    texts: z.number().int().describe('Other texts in which the name was replaced'),
    imports: z.number().int().describe('Imports that were checked but not written; their files were dropped, since they may hold the name'),
  })
  .meta({ id: 'EraseAnswer' })
export type EraseAnswer = z.infer<typeof EraseAnswer>
