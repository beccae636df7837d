/**
 * Imports: a file is read and planned (dry run), shown, confirmed, and can be undone. The dry run is kept under its id,
 * so that what was reviewed is what is written; the commit validates again.
 */
import { z } from 'zod'

export const importFormats = ['xlsx', 'csv', 'jsonl', 'oparl', 'publiccode'] as const

/** What stands against a row, or what its author should know, at the cell where it can be mended. */
export const ImportIssue = z
  .strictObject({
    sheet: z.string().nullable(),
    row: z.number().int().nullable().describe('Line or row in the file; the header is row 1'),
    column: z.string().nullable().describe('The header text of the column, as the file has it'),
    rule: z.string().describe('R01 to R36, or the code of a rule on files, e.g. `formula-cell`'),
    severity: z.enum(['refused', 'rejected', 'note']).describe('refused: the whole file; rejected: this row; note: imported, but worth knowing'),
    message: z.string().describe('German sentence'),
    next: z.string().describe('German sentence: what to do now'),
    en: z.strictObject({ message: z.string(), next: z.string() }),
  })
  .meta({ id: 'ImportIssue' })
export type ImportIssue = z.infer<typeof ImportIssue>

/** What becomes of one row. */
export const ImportRow = z
  .strictObject({
    sheet: z.string().nullable(),
    row: z.number().int().nullable(),
    status: z.enum(['created', 'changed', 'unchanged', 'rejected', 'ended']),
    id: z.string().describe('Entity id or factId; empty for a rejected row without one'),
    title: z.string().describe('Name of the entity, or "from – relation – to" of a fact'),
    properties: z.array(z.strictObject({ property: z.string(), from: z.unknown(), to: z.unknown() })),
  })
  .meta({ id: 'ImportRow' })
export type ImportRow = z.infer<typeof ImportRow>

/** What a column means: `ignore`, a property, or one of the ends. */
export const ColumnMapping = z.record(z.string(), z.string()).describe('Header text → property name, `id`, `from`, `to`, `relation`, `factId`, or `ignore`')

export const SheetMapping = z
  .strictObject({
    sheet: z.string(),
    target: z.string().describe('Node type, relation type, `relations` (a column says which), or `ignore`'),
    columns: ColumnMapping,
    defaults: z.record(z.string(), z.unknown()).default({}).describe('Values for cells that are empty or columns that are missing'),
  })
  .meta({ id: 'SheetMapping' })
export type SheetMapping = z.infer<typeof SheetMapping>

export const NamedMapping = z
  .strictObject({ name: z.string().trim().min(1).max(100), sheets: z.array(SheetMapping).max(200) })
  .meta({ id: 'NamedMapping' })
export type NamedMapping = z.infer<typeof NamedMapping>

export const ImportReport = z
  .strictObject({
    id: z.string(),
    fileName: z.string(),
    format: z.enum(importFormats),
    encoding: z.string().nullable().describe('As detected; null where the format has none'),
    state: z
      .enum(['checking', 'checked', 'refused', 'committing', 'committed', 'undone', 'cancelled', 'failed'])
      .describe('refused: the file itself is broken, nothing of it can be imported'),
    tenant: z.string(),
    full: z.boolean().describe('Declared as a full delivery: what it no longer lists ends, after a confirmation of its own'),
    counts: z.strictObject({
      created: z.number().int(),
      changed: z.number().int(),
      unchanged: z.number().int(),
      rejected: z.number().int(),
    }),
    ended: z.number().int().describe('What a full delivery would end'),
    sheets: z.array(
      z.strictObject({
        name: z.string(),
        header: z.array(z.string()),
        rows: z.number().int(),
        mapping: SheetMapping.nullable().describe('Proposed or given; null for formats that need none'),
        examples: z.array(z.record(z.string(), z.string())).describe('The first three rows, for the mapping'),
      }),
    ),
    rows: z.array(ImportRow).describe('At most 1,000: rejected first, then changed, created, ended; unchanged are only counted'),
    issues: z.array(ImportIssue).describe('At most 1,000'),
    issueTotal: z.number().int(),
    account: z
      .strictObject({
        read: z.number().int(),
        mapped: z.number().int(),
        skipped: z.array(z.strictObject({ reason: z.strictObject({ de: z.string(), en: z.string() }), count: z.number().int() })),
      })
      .nullable()
      .describe('OParl: every object that was read either stands for something or was skipped for a reason; null for other formats'),
    seq: z.number().int().nullable().describe('The log entry, once committed and if anything changed'),
    createdAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.infer<typeof ImportReport>

export const ImportCommit = z
  .strictObject({
    reason: z.string().trim().min(3).max(2000),
    acceptRejected: z.boolean().default(false).describe('Take the valid rows although others are rejected'),
    confirmEnding: z.number().int().nullable().default(null).describe('For a full delivery: the number of things that end, as the report said it'),
  })
  .meta({ id: 'ImportCommit' })
export type ImportCommit = z.infer<typeof ImportCommit>

/** An import as the list has it. */
export const ImportHead = z
  .strictObject({
    ...ImportReport.pick({ id: true, fileName: true, format: true, state: true, tenant: true, full: true, counts: true, ended: true, seq: true, createdAt: true }).shape,
    by: z.string().describe('Pseudonym of the account'),
  })
  .meta({ id: 'ImportHead' })
export type ImportHead = z.infer<typeof ImportHead>

/** One line of `GET /imports/{id}/events` (server-sent events, `event: progress`). */
export const ImportProgress = z
  .strictObject({ step: z.enum(['reading', 'mapping', 'planning', 'writing', 'done', 'failed', 'cancelled']), done: z.number().int(), total: z.number().int().nullable() })
  .meta({ id: 'ImportProgress' })
export type ImportProgress = z.infer<typeof ImportProgress>
