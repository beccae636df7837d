/**
 * Reads a workbook, sheet by sheet and row by row as it is unpacked: a file of any size costs only what its rows hold.
 * (exceljs builds the whole workbook first: 261 MB for one of 0.6 MB, measured on the Wuppertal data.)
 * Values only: formulas are refused by cell, their stored results too; macros are refused before anything is unpacked.
 */
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { LISTS_SHEET, README_SHEET } from '@kommunalgraph/contract/workbook.ts'
import { note, refuse, rejection } from './issues.ts'
import { MAX_SHEETS } from './limits.ts'
import type { FileIssue, SheetTable } from './read-file.ts'
import { folded, shown } from './read-value.ts'
import { CellBudget, type RawCell, SheetFault, TableBuilder } from './table.ts'
import { attributeOf, readXml } from './xml.ts'
import { tooLarge, type ZipEntry } from './zip.ts'

/** Texts of a workbook, in characters: more than one transaction could hold. */
const MAX_TEXT = 128 * 1024 * 1024
/** Largest part that only describes the others: contents, references, styles. */
const MAX_DESCRIPTION = 32 * 1024 * 1024
/** Sheets that explain or offer values, in exports and by habit. */
const ignoredSheets = new Set([README_SHEET, LISTS_SHEET, 'Liesmich', 'Readme', 'Read me'].map(folded))
/** Last column of a sheet. */
const LAST_COLUMN = 16_383

export interface ReadXlsx {
  tables: SheetTable[]
  issues: FileIssue[]
}

/** Whether the entries of a zip are those of a workbook of whatever kind. */
export const isWorkbook = (entries: readonly ZipEntry[]): boolean =>
  entries.some(({ name }) => /^\[Content_Types\]\.xml$/i.test(name)) && entries.some(({ name }) => /^xl\//i.test(name))

/** Reads all visible sheets. Throws `Refused` where the workbook as a whole is not usable. */
export async function readXlsx(entries: readonly ZipEntry[]): Promise<ReadXlsx> {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase().replace(/^\//, ''), entry]))
  refuseMacros(entries)
  if (entries.some(({ name }) => /^xl\/workbook\.bin$/i.test(name))) {
    refuse(
      'unknown-format',
      {},
      { de: 'Das ist eine binäre Arbeitsmappe (.xlsb).', en: 'This is a binary workbook (.xlsb).' },
      { de: 'Speichern Sie sie als .xlsx.', en: 'Save it as .xlsx.' },
    )
  }
  const workbook = await readWorkbook(byName)
  const formats = await readFormats(described(byName.get(workbook.styles ?? '')))
  const issues: FileIssue[] = []
  const faults: FileIssue[] = []
  const read: { name: string; rows: SheetContents }[] = []
  const used = new Set<number>()
  const budget = new CellBudget()
  const taken = new Set<string>()

  for (const { name, hidden, path, kind } of workbook.sheets) {
    if (ignoredSheets.has(folded(name))) continue
    if (hidden) {
      issues.push(
        note(
          'hidden-sheet',
          { sheet: name },
          {
            de: `Das Blatt „${shown(name)}“ ist ausgeblendet und wird nicht gelesen.`,
            en: `The sheet "${shown(name)}" is hidden and not read.`,
          },
          { de: 'Blenden Sie es ein, wenn es übernommen werden soll.', en: 'Unhide it if it is to be imported.' },
        ),
      )
      continue
    }
    const entry = byName.get(path)
    if (kind !== 'worksheet' || entry === undefined) {
      issues.push(
        note(
          'no-table',
          { sheet: name },
          { de: `Das Blatt „${shown(name)}“ enthält keine Tabelle.`, en: `The sheet "${shown(name)}" holds no table.` },
          { de: 'Es wird nicht gelesen.', en: 'It is not read.' },
        ),
      )
      continue
    }
    // A list of contents that names one sheet a thousand times would have it read a thousand times.
    if (taken.has(path)) tooLarge()
    taken.add(path)
    read.push({ name, rows: await readSheet(entry, workbook.date1904, formats, used, budget) })
  }

  const texts = await readTexts(byName.get(workbook.strings ?? ''), used)
  const tables: SheetTable[] = []
  for (const { name, rows } of read) {
    try {
      const table = tableOf(name, rows, texts, issues)
      if (table) tables.push(table)
    } catch (error) {
      if (!(error instanceof SheetFault)) throw error
      faults.push(error.issue)
    }
  }
  // A broken sheet is rejected alone, unless nothing else is left.
  const nothing = tables.length === 0
  return {
    tables,
    issues: [...faults.map((issue) => (nothing ? { ...issue, fatal: true, rejects: true } : issue)), ...issues],
  }
}

function refuseMacros(entries: readonly ZipEntry[]): void {
  if (!entries.some(({ name }) => /vbaProject\.bin$|^xl\/(macrosheets|dialogsheets)\//i.test(name))) return
  refuse(
    'macros',
    {},
    { de: 'Die Arbeitsmappe enthält Makros.', en: 'The workbook contains macros.' },
    {
      de: 'Speichern Sie sie als .xlsx ohne Makros („Excel-Arbeitsmappe“).',
      en: 'Save it as .xlsx without macros ("Excel Workbook").',
    },
  )
}

// What the workbook consists of

/** What such a part says is kept as a whole, unlike sheets and texts. */
function described(entry: ZipEntry | undefined): ZipEntry | undefined {
  return entry !== undefined && entry.size > MAX_DESCRIPTION ? tooLarge() : entry
}

interface Workbook {
  sheets: { name: string; hidden: boolean; path: string; kind: string }[]
  date1904: boolean
  strings: string | undefined
  styles: string | undefined
}

async function readWorkbook(byName: ReadonlyMap<string, ZipEntry>): Promise<Workbook> {
  const root = await relations(byName, '')
  const path = [...root.values()].find(({ kind }) => kind === 'officedocument')?.path ?? 'xl/workbook.xml'
  const entry = described(byName.get(path))
  if (entry === undefined) {
    return refuse(
      'truncated',
      {},
      {
        de: 'Die Arbeitsmappe ist unvollständig: ihr Inhaltsverzeichnis fehlt.',
        en: 'The workbook is incomplete: its table of contents is missing.',
      },
      {
        de: 'Öffnen Sie sie im Ursprungsprogramm und speichern Sie sie neu.',
        en: 'Open it in the program it comes from and save it anew.',
      },
    )
  }
  const related = await relations(byName, path)
  const sheets: Workbook['sheets'] = []
  let date1904 = false
  await readXml(entry.chunks(), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      if (sheets.length >= MAX_SHEETS) tooLarge()
      const target = related.get(attributeOf(attributes, 'id') ?? '')
      sheets.push({
        name: (attributeOf(attributes, 'name') ?? `Blatt ${sheets.length + 1}`).trim(),
        hidden: /hidden/i.test(attributeOf(attributes, 'state') ?? ''),
        path: target?.path ?? '',
        kind: target?.kind ?? '',
      })
    },
  })
  const find = (wanted: string) => [...related.values()].find(({ kind }) => kind === wanted)?.path
  return { sheets, date1904, strings: find('sharedstrings'), styles: find('styles') }
}

/** The parts that a part refers to, by the id of the reference. Paths are in small letters, as `byName` has them. */
async function relations(
  byName: ReadonlyMap<string, ZipEntry>,
  of: string,
): Promise<Map<string, { path: string; kind: string }>> {
  const slash = of.lastIndexOf('/')
  const folder = of.slice(0, slash + 1)
  const entry = described(byName.get(`${folder}_rels/${of.slice(slash + 1)}.rels`))
  const found = new Map<string, { path: string; kind: string }>()
  if (entry === undefined) return found
  await readXml(entry.chunks(), {
    open(name, attributes) {
      const id = attributeOf(attributes, 'Id')
      if (name !== 'Relationship' || id === undefined || attributeOf(attributes, 'TargetMode') === 'External') return
      const target = attributeOf(attributes, 'Target') ?? ''
      const kind = (attributeOf(attributes, 'Type') ?? '').replace(/^.*\//, '').toLowerCase()
      found.set(id, { path: resolved(folder, target), kind })
    },
  })
  return found
}

function resolved(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/').toLowerCase()
}

// Number formats: what a number means

type Format = 'number' | 'percent' | 'day' | 'time' | 'dayAndTime'

/** Formats that every workbook knows without listing them; those of East Asia are days as well. */
function builtIn(id: number): Format {
  if (id === 9 || id === 10) return 'percent'
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id === 36) return 'day'
  if (id === 22) return 'dayAndTime'
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? 'time' : 'number'
}

/** `dd.mm.yyyy` is a day, `0.00%` a percentage; texts in quotes, colours and currencies say nothing. */
export function formatOf(code: string): Format {
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').toLowerCase()
  if (/general|standard|@/.test(bare)) return 'number'
  const time = /h|s|\[m/.test(bare)
  const day = /[dyjt]/.test(bare.replace(/am\/pm/g, '')) || (/m/.test(bare) && !time)
  if (day) return time ? 'dayAndTime' : 'day'
  if (time) return 'time'
  return bare.includes('%') ? 'percent' : 'number'
}

async function readFormats(entry: ZipEntry | undefined): Promise<Format[]> {
  if (entry === undefined) return []
  const own = new Map<number, Format>()
  const formats: Format[] = []
  let inCells = false
  await readXml(entry.chunks(), {
    open(name, attributes) {
      if (name === 'numFmt')
        own.set(Number(attributeOf(attributes, 'numFmtId')), formatOf(attributeOf(attributes, 'formatCode') ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0)
        formats.push(own.get(id) ?? builtIn(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}

// Shared texts

/** Only the texts that a sheet uses: the list of a large workbook may be larger than its rows. */
async function readTexts(entry: ZipEntry | undefined, used: ReadonlySet<number>): Promise<Map<number, string>> {
  const texts = new Map<number, string>()
  if (entry === undefined || used.size === 0) return texts
  let index = -1
  let text = ''
  let inText = false
  let phonetic = 0
  let total = 0
  await readXml(
    entry.chunks(),
    {
      open(name) {
        if (name === 'si') {
          index++
          text = ''
        } else if (name === 't') inText = true
        else if (name === 'rPh') phonetic++
      },
      text(part) {
        // Readings of Japanese texts are no part of them; runs of different looks are.
        if (inText && phonetic === 0 && used.has(index)) text += part
        if (text.length > MAX_TEXT) tooLarge()
      },
      close(name) {
        if (name === 't') inText = false
        else if (name === 'rPh') phonetic--
        else if (name === 'si' && used.has(index)) {
          texts.set(index, copied(unescapedText(text)))
          total += text.length
          if (total > MAX_TEXT) tooLarge()
        }
      },
    },
    () => texts.size === used.size,
  )
  return texts
}

/** Workbooks write characters that XML does not have as `_x000D_`. */
const unescapedText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

// Sheets

/** A cell before its shared text is known: the number of that text, or the cell itself. */
type StoredCell = number | RawCell | undefined

interface SheetContents {
  rows: { row: number; cells: StoredCell[] }[]
  merged: string[]
  hiddenRows: number
}

const formulaCell: RawCell = {
  text: '',
  fault: {
    rule: 'formula-cell',
    message: {
      de: 'In der Zelle steht eine Formel; auch ihr gespeichertes Ergebnis wird nicht übernommen.',
      en: 'The cell holds a formula; its stored result is not imported either.',
    },
    next: {
      de: 'Ersetzen Sie die Formel durch ihren Wert (Kopieren, Inhalte einfügen, Werte).',
      en: 'Replace the formula by its value (Copy, Paste Special, Values).',
    },
  },
}

const errorCell = (text: string): RawCell => ({
  text: '',
  fault: {
    rule: 'error-cell',
    message: {
      de: `In der Zelle steht der Fehlerwert ${shown(text)}.`,
      en: `The cell holds the error ${shown(text)}.`,
    },
    next: {
      de: 'Tragen Sie den richtigen Wert ein oder leeren Sie die Zelle.',
      en: 'Enter the right value or clear the cell.',
    },
  },
})

const brokenDay = (text: string): RawCell => ({
  text: '',
  fault: {
    rule: 'no-such-day',
    message: {
      de: `Die Zelle ist als Datum formatiert, aber ${shown(text)} ist keines.`,
      en: `The cell is formatted as a date, but ${shown(text)} is none.`,
    },
    next: {
      de: 'Tragen Sie den Tag neu ein oder ändern Sie das Zellformat.',
      en: 'Enter the day anew or change the format of the cell.',
    },
  },
})

/** More rows than a table may have, header and titles included: what follows need not be read. */
const MOST_ROWS = 100_100

/** Empty columns between two cells that cost nothing. */
const FREE_GAP = 20

async function readSheet(
  entry: ZipEntry,
  date1904: boolean,
  formats: readonly Format[],
  used: Set<number>,
  budget: CellBudget,
): Promise<SheetContents> {
  const contents: SheetContents = { rows: [], merged: [], hiddenRows: 0 }
  let row = 0
  let cells: StoredCell[] = []
  let column = -1
  let [type, style, value, inline] = ['', '', '', '']
  let [inValue, inInline, formula, full] = [false, false, false, false]
  let phonetic = 0
  let total = 0

  const endCell = () => {
    let cell: StoredCell
    if (formula) cell = formulaCell
    else if (type === 's') {
      const index = Number(value)
      if (value !== '' && Number.isInteger(index)) {
        used.add(index)
        cell = index
      }
    } else if (type === 'inlineStr') cell = textCell(unescapedText(inline))
    else if (value === '') cell = undefined
    else if (type === 'b') cell = { text: value === '1' ? 'true' : 'false' }
    else if (type === 'e') cell = errorCell(value)
    else if (type === 'str') cell = textCell(unescapedText(value))
    else if (type === 'd') cell = { text: value.replace(/T00:00:00(\.0+)?Z?$/, '') }
    else cell = numberCell(value, formats[Number(style)] ?? 'number', date1904)
    if (cell === undefined) return
    if (typeof cell !== 'number') total += cell.text.length
    if (total > MAX_TEXT) tooLarge()
    // A gap costs as well: every reader of the row walks over it.
    budget.take(1 + Math.floor(Math.max(0, column - cells.length) / FREE_GAP))
    cells[column] = cell
  }

  await readXml(
    entry.chunks(),
    {
      open(name, attributes) {
        if (name === 'c') {
          const reference = attributeOf(attributes, 'r')
          column = reference === undefined ? column + 1 : columnOf(reference)
          if (column > LAST_COLUMN) column = LAST_COLUMN
          type = attributeOf(attributes, 't') ?? ''
          style = attributeOf(attributes, 's') ?? ''
          value = ''
          inline = ''
          formula = false
        } else if (name === 'v') inValue = true
        else if (name === 't') inInline = true
        else if (name === 'f') formula = true
        else if (name === 'rPh') phonetic++
        else if (name === 'row') {
          const given = Number(attributeOf(attributes, 'r'))
          row = Number.isInteger(given) && given > 0 ? given : row + 1
          cells = []
          column = -1
          if (/^(1|true)$/.test(attributeOf(attributes, 'hidden') ?? '')) contents.hiddenRows++
        } else if (name === 'mergeCell') {
          budget.take(1)
          contents.merged.push(attributeOf(attributes, 'ref') ?? '?')
        }
      },
      text(part) {
        if (inValue) value += part
        else if (inInline && phonetic === 0) inline += part
        if (value.length + inline.length > MAX_TEXT) tooLarge()
      },
      close(name) {
        if (name === 'v') inValue = false
        else if (name === 't') inInline = false
        else if (name === 'rPh') phonetic--
        else if (name === 'c') endCell()
        else if (name === 'row' && cells.length > 0) {
          contents.rows.push({ row, cells })
          full = contents.rows.length > MOST_ROWS
        }
      },
    },
    () => full,
  )
  return contents
}

/** A part of a longer text keeps all of it in memory; a copy does not, and rows outlive what they were cut from. */
const copied = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

/** Texts of blanks only count as empty. */
const textCell = (text: string): RawCell | undefined => (text.trim() === '' ? undefined : { text: copied(text) })

/** A shared text is one text in all its cells. */
const sharedCell = (text: string | undefined): RawCell | undefined =>
  text === undefined || text.trim() === '' ? undefined : { text }

function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at)
    if (code >= 65 && code <= 90) column = column * 26 + code - 64
    else if (code >= 97 && code <= 122) column = column * 26 + code - 96
    else break
  }
  return column - 1
}

function numberCell(text: string, format: Format, date1904: boolean): RawCell {
  const value = Number(text)
  if (!Number.isFinite(value)) return errorCell(text)
  if (format === 'number') return { text: plain(value), number: true }
  // What people see is 33,33 %, what is stored 0.3333.
  if (format === 'percent') return { text: `${plain(Number((value * 100).toPrecision(15)))} %`, number: true }
  if (format === 'time' && value >= 0 && value < 1) return { text: clock(value) }
  return dayCell(value, format, date1904) ?? brokenDay(plain(value))
}

/** No exponent: a key of 20 digits stays one. */
const plain = (value: number): string => {
  const text = String(value)
  return text.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text
}

const clock = (fraction: number): string => {
  const seconds = Math.round(fraction * 86_400)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** Days are counted from 1900 or 1904; the count from 1900 has a 29 February that there never was. */
function dayCell(serial: number, format: Format, date1904: boolean): RawCell | undefined {
  const whole = Math.floor(serial)
  if (whole < 0 || (whole < 1 && !date1904) || (whole === 60 && !date1904)) return undefined
  const first = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30)
  const date = new Date(first + whole * 86_400_000)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return undefined
  const day = date.toISOString().slice(0, 10)
  const time = format === 'day' || serial === whole ? '' : `T${clock(serial - whole)}`
  return { text: day + time }
}

function tableOf(
  name: string,
  { rows, merged, hiddenRows }: SheetContents,
  texts: ReadonlyMap<number, string>,
  issues: FileIssue[],
): SheetTable | undefined {
  if (merged.length > 0) {
    const some: Bilingual = {
      de: `${merged.slice(0, 5).join(', ')}${merged.length > 5 ? ` und ${merged.length - 5} weitere` : ''}`,
      en: `${merged.slice(0, 5).join(', ')}${merged.length > 5 ? ` and ${merged.length - 5} more` : ''}`,
    }
    throw new SheetFault(
      rejection(
        'merged-cells',
        { sheet: name, row: Number(/\d+/.exec(merged[0] ?? '')?.[0] ?? 1) },
        { de: `Auf dem Blatt sind Zellen verbunden: ${some.de}.`, en: `The sheet has merged cells: ${some.en}.` },
        {
          de: 'Heben Sie die Verbindung auf („Zellverbund aufheben“) und tragen Sie den Wert in jede Zeile ein.',
          en: 'Unmerge the cells and enter the value in each row.',
        },
      ),
    )
  }
  if (hiddenRows > 0) {
    issues.push(
      note(
        'hidden-rows',
        { sheet: name },
        {
          de:
            hiddenRows === 1
              ? 'Eine ausgeblendete Zeile wird mitgelesen.'
              : `${hiddenRows} ausgeblendete Zeilen werden mitgelesen.`,
          en: hiddenRows === 1 ? 'One hidden row is read as well.' : `${hiddenRows} hidden rows are read as well.`,
        },
        {
          de: 'Löschen Sie sie, wenn sie nicht übernommen werden sollen.',
          en: 'Delete them if they are not to be imported.',
        },
      ),
    )
  }
  const builder = new TableBuilder(name, true, issues)
  for (const { row, cells } of rows) {
    // A row with gaps is a sparse array; from here on the gaps count as empty cells.
    builder.add(
      row,
      Array.from(cells, (cell) => (typeof cell === 'number' ? sharedCell(texts.get(cell)) : cell)),
    )
  }
  const table = builder.finish()
  if (table === undefined) {
    issues.push(
      note(
        'sheet-empty',
        { sheet: name },
        { de: 'Das Blatt ist leer.', en: 'The sheet is empty.' },
        { de: 'Es wird nicht gelesen.', en: 'It is not read.' },
      ),
    )
  }
  return table
}

/** Whether a compound file (the old format of Office) holds a workbook with a password. */
export const isEncryptedOffice = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 1024 * 1024)).includes(Buffer.from('EncryptedPackage', 'utf16le'))

/** What kind of workbook it says to be. */
export const contentTypes = (entries: readonly ZipEntry[]): string => {
  const entry = entries.find(({ name }) => /^\[Content_Types\]\.xml$/i.test(name))
  return entry === undefined || entry.size > 1024 * 1024 ? '' : new TextDecoder().decode(entry.bytes())
}
