/**
 * Duplicates, merges, claims that wait for a decision, and the confirmation round. All of it is for those who keep the
 * data: a server of the public view answers 403.
 */
import { z } from 'zod'
import { Bilingual } from './answers.ts'
import { ChangesAnswer } from './changes.ts'
import { ImportIssue } from './imports.ts'
import { entityTypes, EntityId, EntityRef, relationTypes } from './schemas.ts'

const day = z.iso.date()
const reason = z.string().trim().min(3).max(2000).describe('Why, for the log')
const version = z.number().int().positive().optional().describe('As it was seen; another stored one is a 412')

// ── Duplicates ───────────────────────────────────────────────────────────────────────────────────

/** What speaks for, or against, two entries being one. */
export const duplicateReasons = ['same_name', 'similar_name', 'same_key', 'shared_neighbours', 'other_key', 'other_number', 'other_legal_form', 'other_parent'] as const

export const DuplicateReason = z
  .strictObject({ code: z.enum(duplicateReasons), against: z.boolean().describe('It lowered the score'), text: Bilingual })
  .meta({ id: 'DuplicateReason' })
export type DuplicateReason = z.infer<typeof DuplicateReason>

export const Duplicate = z
  .strictObject({
    a: EntityRef,
    b: EntityRef,
    score: z.number().min(0).max(1),
    reasons: z.array(DuplicateReason),
  })
  .meta({ id: 'Duplicate' })
export type Duplicate = z.infer<typeof Duplicate>

export const DuplicatesAnswer = z
  .strictObject({
    items: z.array(Duplicate),
    total: z.number().int(),
    compared: z.number().int().describe('Pairs that were looked at; far fewer than all with all'),
    entities: z.number().int().describe('Entries among which was searched'),
    types: z.array(z.strictObject({ type: z.enum(entityTypes), total: z.number().int() })).describe('Types with proposals, whatever type was asked for'),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'DuplicatesAnswer' })
export type DuplicatesAnswer = z.infer<typeof DuplicatesAnswer>

export const ComparedRelation = z
  .strictObject({
    factId: z.string(),
    relation: z.enum(relationTypes),
    direction: z.enum(['out', 'in']),
    other: EntityRef,
    validFrom: day,
    validUntil: day,
  })
  .meta({ id: 'ComparedRelation' })
export type ComparedRelation = z.infer<typeof ComparedRelation>

export const ComparedEntity = z
  .strictObject({
    entity: EntityRef,
    tenant: z.string(),
    version: z.number().int(),
    values: z.record(z.string(), z.unknown()).describe('Stored properties by name; which ones there are depends on the type'),
    relations: z.array(ComparedRelation).describe('At most 50'),
    relationTotal: z.number().int(),
  })
  .meta({ id: 'ComparedEntity' })
export type ComparedEntity = z.infer<typeof ComparedEntity>

export const NotSame = z
  .strictObject({ a: EntityRef, b: EntityRef, reason: z.string(), by: z.string(), at: z.iso.datetime({ offset: true }) })
  .meta({ id: 'NotSame' })
export type NotSame = z.infer<typeof NotSame>

export const Comparison = z
  .strictObject({
    a: ComparedEntity,
    b: ComparedEntity,
    fields: z.array(z.string()).describe('Properties that can be chosen and differ, in the order of the ontology'),
    score: z.number().min(0).max(1),
    reasons: z.array(DuplicateReason),
    notSame: NotSame.nullable().describe('Somebody decided already that they are two'),
    undoable: z.boolean().describe('False where values can identify a person: the log does not hold them'),
  })
  .meta({ id: 'Comparison' })
export type Comparison = z.infer<typeof Comparison>

export const NotSameBody = z.strictObject({ a: EntityId, b: EntityId, reason }).meta({ id: 'NotSameBody' })
export type NotSameBody = z.infer<typeof NotSameBody>

export const NotSameList = z.strictObject({ items: z.array(NotSame) }).meta({ id: 'NotSameList' })
export type NotSameList = z.infer<typeof NotSameList>

// ── Merges ───────────────────────────────────────────────────────────────────────────────────────

export const MergeBody = z
  .strictObject({
    keep: EntityId.describe('What stays'),
    merge: EntityId.describe('What goes; its id leads to the kept entry from then on'),
    keepVersion: version,
    mergeVersion: version,
    values: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('Values of the result, by property; null leaves it empty. Not named: the kept one, else the other one where the kept has none'),
    reason,
    sourceIds: z.array(z.string()).max(200).default([]),
  })
  .meta({ id: 'MergeBody' })
export type MergeBody = z.infer<typeof MergeBody>

export const MergeAnswer = z
  .strictObject({
    seq: z.number().int().nullable().describe('The log entry; null for a dry run'),
    kept: EntityRef,
    merged: EntityRef,
    moved: z.number().int().describe('Relations that now belong to the kept entry'),
    united: z
      .array(
        z.strictObject({
          factId: z.string(),
          relation: z.enum(relationTypes),
          other: EntityRef,
          retracted: z.array(z.string()),
          differs: z.array(z.string()).describe('Properties in which the retracted statement said something else; the log keeps it'),
        }),
      )
      .describe('Equal statements of both: one stays, with the sources and the days of all'),
    dropped: z.array(z.string()).describe('Relations between the two: nothing has a relation with itself'),
    references: z.number().int().describe('Claims and other entries that named the merged id and now name the kept one'),
    undoable: z.boolean(),
    changes: ChangesAnswer,
  })
  .meta({ id: 'MergeAnswer' })
export type MergeAnswer = z.infer<typeof MergeAnswer>

export const Merge = z
  .strictObject({
    seq: z.number().int(),
    mergedId: z.string(),
    kept: EntityRef,
    at: z.iso.datetime({ offset: true }),
    by: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'Merge' })
export type Merge = z.infer<typeof Merge>

export const MergeList = z.strictObject({ items: z.array(Merge) }).meta({ id: 'MergeList' })
export type MergeList = z.infer<typeof MergeList>

// ── Claims ───────────────────────────────────────────────────────────────────────────────────────

export const SourceRef = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'SourceRef' })
export type SourceRef = z.infer<typeof SourceRef>

/** A fact that a claim contradicts or repeats. */
export const OpposedFact = z
  .strictObject({
    factId: z.string(),
    from: EntityRef,
    to: EntityRef,
    validFrom: day,
    validUntil: day,
    version: z.number().int(),
    sources: z.array(SourceRef),
  })
  .meta({ id: 'OpposedFact' })
export type OpposedFact = z.infer<typeof OpposedFact>

export const AssertionItem = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    kind: z.enum(['relation', 'property']),
    relation: z.enum(relationTypes).optional(),
    from: EntityRef.optional(),
    to: EntityRef.optional(),
    key: z.string().optional(),
    claimedFrom: day.optional(),
    claimedUntil: day.optional(),
    entity: EntityRef.optional().describe('Of a claim about a property'),
    property: z.string().optional(),
    claimedValue: z.unknown().optional(),
    currentValue: z.unknown().optional(),
    reason: z.string().optional(),
    by: z.string(),
    at: z.iso.datetime({ offset: true }),
    sources: z.array(SourceRef),
    version: z.number().int(),
    contested: z.boolean().describe('"strittig": open, and a fact or another open claim says otherwise'),
    same: OpposedFact.nullable().describe('The open fact that says the same'),
    against: z.array(OpposedFact).describe('Open facts that say otherwise'),
    rivals: z.array(z.strictObject({ id: z.string(), name: z.string(), says: z.string() })).describe('Open claims that say otherwise'),
  })
  .meta({ id: 'AssertionItem' })
export type AssertionItem = z.infer<typeof AssertionItem>

export const AssertionsAnswer = z
  .strictObject({
    items: z.array(AssertionItem),
    total: z.number().int(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'AssertionsAnswer' })
export type AssertionsAnswer = z.infer<typeof AssertionsAnswer>

export const DecideBody = z
  .strictObject({
    decision: z.enum(['accept', 'reject']),
    from: day.optional().describe('Since when it holds; default: as claimed. A fact that says otherwise ends on this day'),
    reason,
    values: z.record(z.string(), z.unknown()).default({}).describe('Further values of the new fact, where its relation needs some'),
    version,
  })
  .meta({ id: 'DecideBody' })
export type DecideBody = z.infer<typeof DecideBody>

export const DecideAnswer = z
  .strictObject({
    id: z.string(),
    status: z.string(),
    factId: z.string().nullable().describe('The fact that holds now, if a relation was accepted'),
    ended: z.array(z.string()).describe('Facts that ended'),
    superseded: z.array(z.string()).describe('Other claims that are settled by this'),
    changes: ChangesAnswer,
  })
  .meta({ id: 'DecideAnswer' })
export type DecideAnswer = z.infer<typeof DecideAnswer>

// ── Confirmation round ───────────────────────────────────────────────────────────────────────────

/** What a unit is said to own, in one line. */
export const ConfirmationLine = z
  .strictObject({
    factId: z.string().describe('Of the fact, or the id of the claim'),
    claim: z.boolean().describe('Not a fact yet'),
    relation: z.enum(relationTypes),
    actor: EntityRef.describe('The unit, a part of it, or a post in one of them'),
    part: EntityRef.describe('The unit, or the part of it, that the actor is or belongs to'),
    thing: EntityRef,
    since: day,
    confidence: z.string().nullable(),
    sources: z.array(SourceRef),
  })
  .meta({ id: 'ConfirmationLine' })
export type ConfirmationLine = z.infer<typeof ConfirmationLine>

export const ConfirmationSheet = z
  .strictObject({ unit: EntityRef, tenant: z.string(), asOf: day, lines: z.array(ConfirmationLine) })
  .meta({ id: 'ConfirmationSheet' })
export type ConfirmationSheet = z.infer<typeof ConfirmationSheet>

/** What becomes of one answered row. */
export const confirmationOutcomes = ['confirmed', 'dated', 'accepted', 'supported', 'denied', 'date_disputed', 'unchanged'] as const

export const ConfirmationRow = z
  .strictObject({
    row: z.number().int(),
    factId: z.string(),
    title: z.string(),
    outcome: z.enum(confirmationOutcomes),
    text: Bilingual,
  })
  .meta({ id: 'ConfirmationRow' })
export type ConfirmationRow = z.infer<typeof ConfirmationRow>

export const ConfirmationAnswer = z
  .strictObject({
    unit: EntityRef.nullable().describe('Null where the file does not say whose it is'),
    seq: z.number().int().nullable().describe('The log entry; null for a dry run, for a refused file, and if nothing changed'),
    counts: z.strictObject({
      confirmed: z.number().int(),
      denied: z.number().int(),
      disputed: z.number().int(),
      unchanged: z.number().int(),
      unanswered: z.number().int(),
      rejected: z.number().int(),
    }),
    rows: z.array(ConfirmationRow),
    issues: z.array(ImportIssue),
  })
  .meta({ id: 'ConfirmationAnswer' })
export type ConfirmationAnswer = z.infer<typeof ConfirmationAnswer>
