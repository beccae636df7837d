/** What everybody would see once changes are made: asked before something internal is published. Strict, like `answers.ts`. */
import { z } from 'zod'
import { ChangesBody } from './changes.ts'
import { EntityRef, relationTypes } from './schemas.ts'

const text = z.strictObject({ de: z.string(), en: z.string() })

/** Entries of each list of an answer; totals are of all. */
export const LISTED_PUBLICATION = 100

export const PublicationBody = ChangesBody.pick({ sourceIds: true, tenant: true, changes: true }).meta({ id: 'PublicationBody' })
export type PublicationBody = z.infer<typeof PublicationBody>

const Fact = z.strictObject({ factId: z.string(), version: z.number().int(), relation: z.enum(relationTypes), from: EntityRef, to: EntityRef })

const listed = <S extends z.ZodType>(of: S) => z.strictObject({ total: z.number().int(), items: z.array(of).describe(`At most ${LISTED_PUBLICATION}`) })

export const PublicationAnswer = z
  .strictObject({
    sentence: text,
    published: listed(EntityRef).describe('Entries that turn from internal to public'),
    relations: listed(Fact).describe('Relations that everybody sees then'),
    offered: listed(Fact.extend({ required: z.boolean().describe('Without it the entry cannot be published: the open owner of an initiative') })).describe(
      'Internal relations whose ends would both be public: they can be published along',
    ),
    hidden: listed(Fact).describe('Relations that stay hidden, because one of their ends is internal'),
    persons: z.array(EntityRef).describe('Persons who become visible, or visible as part of a relation'),
    sources: z.strictObject({ shown: z.array(EntityRef), hidden: z.array(EntityRef) }).describe('Sources of what becomes visible: shown with it, or internal and left out'),
    problems: z.array(z.strictObject({ path: z.string(), message: z.string(), rule: z.string().optional() })).describe('What stands against it: it would be refused'),
    rules: z.array(z.strictObject({ rule: z.string(), title: text, entity: EntityRef })).describe('Rules that what becomes visible would break before everybody’s eyes'),
    gaps: z
      .array(z.strictObject({ kind: z.string(), label: text, entities: z.array(EntityRef) }))
      .nullable()
      .describe('Gaps that everybody would see; null: not worked out, because something stands against it or it is too much'),
  })
  .meta({ id: 'PublicationAnswer' })
export type PublicationAnswer = z.infer<typeof PublicationAnswer>
