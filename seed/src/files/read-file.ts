/**
 * Reads a file that a steward drops: bytes in, tables with places or changes with places out. Needs no database.
 * What cannot be read is an issue at the place where its author can mend it, never an exception.
 */
import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { readCsv } from './csv.ts'
import { encodingOf, textOf } from './encoding.ts'
import { Refused, refuse } from './issues.ts'
import { readJsonLines } from './json-lines.ts'
import { MAX_FILE_BYTES, MAX_ROWS } from './limits.ts'
import { oparlFile } from './oparl.ts'
import { readPubliccode } from './publiccode.ts'
import { shown } from './read-value.ts'
import { CellBudget, tooManyRows } from './table.ts'
import { contentTypes, isEncryptedOffice, isWorkbook, readXlsx } from './xlsx.ts'
import { isZip, zipEntries } from './zip.ts'

export type FileFormat = 'xlsx' | 'csv' | 'jsonl' | 'oparl' | 'publiccode'

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
  /** Not fatal: this row, or without a row this sheet, may not be imported. False: worth knowing only. */
  rejects: boolean
  message: Bilingual
  next: Bilingual
}

export interface SheetRow {
  row: number
  /** By header text; empty cells are absent. Days as yyyy-mm-dd, numbers of a workbook with a decimal point. */
  cells: ReadonlyMap<string, string>
  /** Headers whose cell is a number of a workbook, not text: pass `exact` to `readValue`. */
  numbers: ReadonlySet<string>
  /** Headers whose cell says that the value is to be removed; such a cell is absent from `cells`. */
  emptied: ReadonlySet<string>
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
  /**
   * What exists already under this id stays as it is: claims that a steward has decided, names that somebody cared for.
   * Only for `put-entity`.
   */
  onlyNew?: boolean
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

/** An organisation, unit or committee that the graph already has. */
export interface KnownActor {
  id: string
  name: string
  shortName?: string | null
  oparlId?: string | null
  sameAs?: readonly string[] | null
}

export interface ReadFileOptions {
  /** ARS of the municipality whose file it is: in the ids of what OParl and publiccode.yml name. */
  tenant: string
  /** The day of the import: what has a later day has not happened yet. */
  today: string
  /** Id of the municipality itself, so that offices and committees are part of it. */
  home?: string
  /** OParl: only what happened in this year, where the whole is more than one transaction holds. */
  year?: number
  /** OParl: actors of the tenant; what a file names is matched with them before anything new is made. */
  known?: readonly KnownActor[]
  /** OParl: by the address of a paper, what its decisions concern in the graph: of that its lead office may be accountable. */
  concerns?: ReadonlyMap<string, readonly string[]>
}

/** Reads one file of any format; the format follows from the bytes, and must agree with the name. Never throws for what a file holds. */
export async function readFile(bytes: Uint8Array, fileName: string, options: ReadFileOptions): Promise<ReadFile> {
  const format = formatByName(fileName) ?? 'csv'
  try {
    return await read(bytes, fileName, options)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { format, encoding: null, sheets: [], planned: [], issues: [error.issue], account: null }
  }
}

const extensionOf = (fileName: string): string => /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''

/** What the name says; a zip can be several things, as can .json. */
function formatByName(fileName: string): FileFormat | undefined {
  if (/(^|[/\\])publiccode\.ya?ml$/i.test(fileName)) return 'publiccode'
  const byExtension: Readonly<Record<string, FileFormat>> = {
    xlsx: 'xlsx',
    xlsm: 'xlsx',
    xltx: 'xlsx',
    xltm: 'xlsx',
    xls: 'xlsx',
    csv: 'csv',
    tsv: 'csv',
    txt: 'csv',
    tab: 'csv',
    jsonl: 'jsonl',
    ndjson: 'jsonl',
    json: 'oparl',
    yml: 'publiccode',
    yaml: 'publiccode',
  }
  const extension = extensionOf(fileName)
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined
}

async function read(bytes: Uint8Array, fileName: string, options: ReadFileOptions): Promise<ReadFile> {
  if (bytes.length > MAX_FILE_BYTES) fileTooLarge(bytes.length)
  if (isBlank(bytes)) emptyFile()
  if (isZip(bytes)) return readZip(bytes, fileName, options)
  if (isCompoundFile(bytes)) oldOffice(bytes)
  const named = formatByName(fileName)
  if (named === 'xlsx') {
    wrongExtension(
      {
        de: `Die Datei heißt .${extensionOf(fileName)}, ist aber keine Arbeitsmappe, oder sie ist am Anfang beschädigt.`,
        en: `The file is called .${extensionOf(fileName)} but is no workbook, or damaged at its beginning.`,
      },
      {
        de: 'Ist es eine Textdatei, benennen Sie sie in .csv um; sonst speichern Sie sie neu als .xlsx.',
        en: 'If it is a text file, rename it to .csv; otherwise save it anew as .xlsx.',
      },
    )
  }
  if (named === undefined || extensionOf(fileName) === 'zip') unknownFormat(fileName)
  if (named === 'publiccode') {
    const encoding = encodingOf(bytes)
    const { planned, issues } = readPubliccode(textOf(bytes, encoding), options)
    return { format: 'publiccode', encoding, sheets: [], planned, issues, account: null }
  }
  if (named === 'jsonl') return readJsonLines(bytes, options)
  if (named === 'oparl') {
    const encoding = encodingOf(bytes)
    return oparlFile([{ name: fileName, text: textOf(bytes, encoding) }], encoding, options)
  }
  return readCsvFile(bytes, fileName)
}

/** Nothing, or nothing but blanks, line ends and a byte order mark. */
const isBlank = (bytes: Uint8Array): boolean =>
  bytes.every(
    (byte) =>
      byte === 0x20 ||
      (byte >= 0x09 && byte <= 0x0d) ||
      byte === 0xef ||
      byte === 0xbb ||
      byte === 0xbf ||
      byte >= 0xfe,
  )

const isCompoundFile = (bytes: Uint8Array): boolean => [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte)

/** What a spreadsheet names a table that has only its file name. */
const sheetOf = (fileName: string): string => fileName.replace(/^.*[/\\]/, '').replace(/\.[A-Za-z0-9]+$/, '')

async function readCsvFile(bytes: Uint8Array, fileName: string): Promise<ReadFile> {
  const first = bytes.find((byte) => byte > 0x20)
  // "<" begins HTML and SVG, "{" JSON, "%" PDF: with the wrong name they would be a table of nonsense.
  if (first === 0x3c || first === 0x7b || (first === 0x25 && bytes[1] === 0x50)) {
    wrongExtension(
      {
        de: `Die Datei heißt .${extensionOf(fileName)}, ist aber keine Tabelle.`,
        en: `The file is called .${extensionOf(fileName)} but is no table.`,
      },
      {
        de: 'Exportieren Sie die Tabelle als „CSV UTF-8“ oder als .xlsx.',
        en: 'Export the table as "CSV UTF-8" or as .xlsx.',
      },
    )
  }
  const { encoding, table, issues } = await readCsv(bytes, sheetOf(fileName))
  return tables('csv', encoding, table ? [table] : [], issues)
}

/** Sheets that have rows; a file with headers alone is refused. */
function tables(format: FileFormat, encoding: string | null, sheets: SheetTable[], issues: FileIssue[]): ReadFile {
  if (issues.some(({ fatal }) => fatal)) return { format, encoding, sheets: [], planned: [], issues, account: null }
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
  if (sheets.length === 0) emptyFile()
  if (rows > MAX_ROWS) tooManyRows(sheets.at(-1)?.name ?? '', rows)
  if (rows === 0 && !issues.some(({ rejects }) => rejects)) {
    const [first] = sheets
    refuse(
      'header-only',
      { sheet: sheets.length === 1 ? (first?.name ?? null) : null, row: first?.headerRow ?? 1 },
      {
        de: 'Die Datei enthält nur Überschriften, keine einzige Zeile.',
        en: 'The file contains headings only, not a single row.',
      },
      {
        de: 'Tragen Sie unter den Überschriften je Eintrag eine Zeile ein.',
        en: 'Enter one row for each entry below the headings.',
      },
    )
  }
  return { format, encoding, sheets, planned: [], issues, account: null }
}

/** A workbook, the CSV files of an export, or a folder of saved OParl answers. */
async function readZip(bytes: Uint8Array, fileName: string, options: ReadFileOptions): Promise<ReadFile> {
  const extension = extensionOf(fileName)
  const entries = zipEntries(bytes)
  if (isWorkbook(entries)) {
    if (/^xl[st]m$/.test(extension) || /macroEnabled/i.test(contentTypes(entries))) macros()
    if (extension !== 'xlsx' && extension !== 'xltx') {
      wrongExtension(
        {
          de: `Die Datei heißt .${extension}, ist aber eine Excel-Arbeitsmappe.`,
          en: `The file is called .${extension} but is an Excel workbook.`,
        },
        { de: 'Benennen Sie sie in .xlsx um.', en: 'Rename it to .xlsx.' },
      )
    }
    const { tables: sheets, issues } = await readXlsx(entries)
    return tables('xlsx', null, sheets, issues)
  }
  if (extension !== 'zip') {
    wrongExtension(
      {
        de: `Die Datei heißt .${extension}, ist aber ein anderes gepacktes Format.`,
        en: `The file is called .${extension} but is another packed format.`,
      },
      {
        de: 'Speichern Sie die Tabelle als .xlsx oder als „CSV UTF-8“.',
        en: 'Save the table as .xlsx or as "CSV UTF-8".',
      },
    )
  }
  // Texts are read into memory: unpacked they may be as large as a file that is not packed.
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  if (unpacked > MAX_FILE_BYTES) fileTooLarge(unpacked)
  const wanted = entries.filter(({ name }) => !/(^|\/)(\.|__MACOSX\/)/.test(name))
  const json = wanted.filter(({ name }) => /\.json$/i.test(name))
  if (json.length > 0) {
    const texts = json.map((entry) => {
      const content = entry.bytes()
      return { name: entry.name, text: textOf(content, encodingOf(content)) }
    })
    return oparlFile(texts, 'utf-8', options)
  }
  const csv = wanted.filter(({ name }) => /\.csv$/i.test(name))
  if (csv.length === 0) unknownFormat(fileName)
  const sheets: SheetTable[] = []
  const issues: FileIssue[] = []
  const encodings = new Set<string>()
  const budget = new CellBudget()
  for (const entry of csv) {
    const { encoding, table, issues: found } = await readCsv(entry.bytes(), sheetOf(entry.name), budget)
    encodings.add(encoding)
    issues.push(...found)
    if (table) sheets.push(table)
  }
  return tables('csv', [...encodings].join(', '), sheets, issues)
}

// What is refused by its kind alone

function fileTooLarge(size: number): never {
  const megabytes = (count: number) => Math.ceil(count / 1024 ** 2)
  refuse(
    'file-too-large',
    {},
    {
      de: `Die Datei ist ${megabytes(size)} MB groß; die Grenze liegt bei ${megabytes(MAX_FILE_BYTES)} MB.`,
      en: `The file has ${megabytes(size)} MB; the limit is ${megabytes(MAX_FILE_BYTES)} MB.`,
    },
    { de: 'Teilen Sie sie in mehrere Dateien.', en: 'Split it into several files.' },
  )
}

const emptyFile = (): never =>
  refuse(
    'file-empty',
    {},
    { de: 'Die Datei ist leer.', en: 'The file is empty.' },
    {
      de: 'Prüfen Sie, ob Sie die richtige Datei gewählt haben und der Export vollständig war.',
      en: 'Check that you chose the right file and that its export was complete.',
    },
  )

const wrongExtension = (message: Bilingual, next: Bilingual): never => refuse('wrong-extension', {}, message, next)

const macros = (): never =>
  refuse(
    'macros',
    {},
    { de: 'Das ist eine Arbeitsmappe mit Makros.', en: 'This is a workbook with macros.' },
    {
      de: 'Speichern Sie sie als .xlsx ohne Makros („Excel-Arbeitsmappe“).',
      en: 'Save it as .xlsx without macros ("Excel Workbook").',
    },
  )

const oldOffice = (bytes: Uint8Array): never =>
  isEncryptedOffice(bytes)
    ? refuse(
        'encrypted',
        {},
        { de: 'Die Arbeitsmappe ist mit einem Kennwort geschützt.', en: 'The workbook is protected by a password.' },
        { de: 'Speichern Sie sie ohne Kennwort.', en: 'Save it without a password.' },
      )
    : refuse(
        'unknown-format',
        {},
        {
          de: 'Das ist eine Datei im alten Office-Format (.xls).',
          en: 'This is a file in the old Office format (.xls).',
        },
        { de: 'Speichern Sie sie als .xlsx.', en: 'Save it as .xlsx.' },
      )

const unknownFormat = (fileName: string): never =>
  refuse(
    'unknown-format',
    {},
    {
      de: `Was die Datei „${shown(fileName)}“ enthält, ist nicht zu erkennen.`,
      en: `It cannot be told what the file "${shown(fileName)}" contains.`,
    },
    {
      de: 'Verstanden werden .xlsx, .csv, .jsonl, OParl als .json oder .zip und publiccode.yml.',
      en: 'Understood are .xlsx, .csv, .jsonl, OParl as .json or .zip, and publiccode.yml.',
    },
  )
