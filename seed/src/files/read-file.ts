/**
 * Reads a file that a steward drops: bytes in, tables with places or changes with places out. Needs no database.
 * What cannot be read is an issue at the place where its author can mend it, never an exception.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'

export type FileFormat = 'xlsx' | 'csv' | 'jsonl' | 'oparl' | 'publiccode'

/** Largest file that is accepted, in bytes: the limit of the upload. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024
/** Most rows (of tables) or changes (of other formats) in one file: one transaction holds no more (decisions 13). */
export const MAX_ROWS = 100_000
/** Most columns of one table. */
export const MAX_COLUMNS = 199

/** What stands against a file or one of its cells. */
export interface FileIssue {
  sheet: string | null
  /** Line or row in the file; the header of a plain table is row 1. */
  row: number | null
  /** The header text of the column; for a column without one its letter, as `Spalte F`. */
  column: string | null
  /** A code of this folder such as `formula-cell`, or R01 to R36. */
  rule: string
  /** Nothing of the file may be imported. */
  fatal: boolean
  /** With a row and not fatal: this row may not be imported. False: worth knowing only. */
  rejects: boolean
  message: Bilingual
  next: Bilingual
}

export interface SheetRow {
  row: number
  /** By header text; empty cells are absent. Days as yyyy-mm-dd, numbers of a workbook with a decimal point. */
  cells: ReadonlyMap<string, string>
}

/** One table; a CSV file is one, called like the file. */
export interface SheetTable {
  name: string
  header: string[]
  headerRow: number
  rows: SheetRow[]
}

/** A change of a format that needs no mapping, and where it stands. */
export interface PlannedChange {
  sheet: string | null
  row: number | null
  change: Change
}

/** Every object of an OParl file is read, and then either stands for something in the model or is skipped for a reason. */
export interface FileAccount {
  read: number
  mapped: number
  /** Number of skipped objects by reason. */
  skipped: { reason: Bilingual; count: number }[]
}

/** What one file holds. With a fatal issue, `sheets` and `planned` are empty. */
export interface ReadFile {
  format: FileFormat
  encoding: string | null
  sheets: SheetTable[]
  planned: PlannedChange[]
  issues: FileIssue[]
  account: FileAccount | null
}

export interface ReadFileOptions {
  /** ARS of the municipality whose file it is: in the ids of what OParl and publiccode.yml name. */
  tenant: string
  /** The day of the import, for what states no day of its own. */
  today: string
  /** OParl: only what happened in this year, where the whole is more than one transaction holds. */
  year?: number
  /** OParl: ids that the graph already uses for addresses of a council information system. */
  knownIds?: ReadonlyMap<string, string>
}

/** Reads one file of any format; the format follows from the bytes, and must agree with the name. */
export async function readFile(bytes: Uint8Array, fileName: string, options: ReadFileOptions): Promise<ReadFile> {
  void options
  throw new Error(`No reader is built in yet for ${fileName} (${bytes.length} bytes).`)
}
