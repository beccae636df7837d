/**
 * Reads CSV. The delimiter is found first and then the only one: csv-parse with several would take `1.234,50` apart.
 * Rows are read one after another; a file with too many is refused without reading the rest.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { decoded, encodingOf } from './encoding.ts'
import { Refused, refuse, rejection } from './issues.ts'
import { MAX_FILE_ISSUES, MAX_ROWS } from './limits.ts'
import type { FileIssue, SheetTable } from './read-file.ts'
import { CellBudget, SheetFault, TableBuilder, tooManyIssues, tooManyRows } from './table.ts'

export const delimiters = ['\t', ';', ','] as const
export type Delimiter = (typeof delimiters)[number]

/** Characters that are looked at to find the delimiter. */
const SAMPLE = 256 * 1024
/** Longest record: what is longer is a quote that nobody closed. */
const MAX_RECORD = 4 * 1024 * 1024

export interface ReadCsv {
  encoding: string
  delimiter: Delimiter
  table: SheetTable | undefined
  issues: FileIssue[]
}

/** With `info`, each record comes with the place where it ends. */
interface ReadRecord {
  record: string[]
  info: { lines: number }
}

/** Reads one table. Throws `Refused` where the file as a whole is not usable. */
export async function readCsv(bytes: Uint8Array, sheet: string, budget = new CellBudget()): Promise<ReadCsv> {
  const encoding = encodingOf(bytes)
  const sample = sampleOf(bytes, encoding)
  const stated = /^sep=(.)\r?\n/i.exec(sample)
  const delimiter = stated ? statedDelimiter(stated[1]) : delimiterOf(sample, bytes.length > SAMPLE)
  const issues: FileIssue[] = []
  const builder = new TableBuilder(sheet, false, issues)
  let columns = 0
  let lastRow = stated ? 1 : 0

  const take = ({ record, info }: ReadRecord) => {
    // `lines` is the line on which the record ends; it began as many lines before as its cells have line ends.
    const row = info.lines - record.reduce((sum, cell) => sum + lineEnds(cell), 0)
    lastRow = info.lines
    if (columns === 0) columns = record.length
    else if (record.length !== columns && record.some((cell) => cell.trim() !== '')) {
      if (builder.rowCount === 0 && columns === 1) noHeader(sheet, row)
      issues.push(raggedRow(sheet, row, record.length, columns))
      if (issues.length > MAX_FILE_ISSUES) tooManyIssues()
      return
    }
    budget.take(record.reduce((sum, text) => (text === '' ? sum : sum + 1), 0))
    builder.add(
      row,
      record.map((text) => (text === '' ? undefined : { text })),
      info.lines,
    )
  }
  try {
    // Records are taken as they are found: what a stream has ready is lost when a later record is broken.
    const parser = parse({
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD,
      on_record: (record) => {
        take(record as unknown as ReadRecord)
        return null
      },
      ...(stated && { from_line: 2 }),
    })
    await pipeline(Readable.from(decoded(bytes, encoding)), parser, async (nothing) => {
      for await (const _ of nothing);
    })
    return { encoding, delimiter, table: builder.finish(), issues }
  } catch (error) {
    // What is wrong with a sheet of a workbook is wrong with the whole of a CSV file.
    if (error instanceof SheetFault) {
      const { rule, message, next } = error.issue
      return refuse(rule, error.issue, message, next)
    }
    if (error instanceof CsvError) return unreadable(error, sheet, lastRow + 1)
    if (error instanceof Refused && error.issue.rule === 'too-many-rows') return tooManyRows(sheet, linesOf(bytes))
    throw error
  }
}

const lineEnds = (cell: string): number =>
  cell.includes('\n') || cell.includes('\r') ? (cell.match(/\n|\r(?!\n)/g)?.length ?? 0) : 0

function sampleOf(bytes: Uint8Array, encoding: ReturnType<typeof encodingOf>): string {
  let sample = ''
  for (const piece of decoded(bytes, encoding)) {
    sample += piece
    if (sample.length >= SAMPLE) break
  }
  return sample
}

function linesOf(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return Math.max(lines, MAX_ROWS + 1)
}

const unknownDelimiter = (): never =>
  refuse(
    'unknown-delimiter',
    { row: 1 },
    {
      de: 'Womit die Spalten getrennt sind, ist nicht zu erkennen; verstanden werden Semikolon, Komma und Tabulator.',
      en: 'It cannot be told what separates the columns; understood are semicolon, comma and tab.',
    },
    {
      de: 'Speichern Sie die Datei als „CSV UTF-8 (durch Trennzeichen getrennt)“.',
      en: 'Save the file as "CSV UTF-8 (comma delimited)".',
    },
  )

const statedDelimiter = (text: string | undefined): Delimiter =>
  delimiters.find((one) => one === text) ?? unknownDelimiter()

/** The delimiter that gives most rows as many cells as the header has; of equal ones the one with more columns. */
export function delimiterOf(sample: string, cut = false): Delimiter {
  const ranked = delimiters
    .map((delimiter) => {
      const counts = fieldCounts(sample, delimiter)
      // The last record of a cut sample is incomplete.
      if (cut && counts.length > 1) counts.pop()
      const [columns = 1, ...rest] = counts
      const same = rest.filter((count) => count === columns).length
      return { delimiter, columns, share: rest.length === 0 ? 1 : same / rest.length }
    })
    .filter(({ columns }) => columns > 1)
    .sort((a, b) => b.share - a.share || b.columns - a.columns)
  const [best] = ranked
  if (best) return best.delimiter
  const header = sample.split(/\r?\n/, 1)[0] ?? ''
  return (header.match(/\|/g)?.length ?? 0) >= 1 ? unknownDelimiter() : ';'
}

/** Number of fields of the first records. Quotes count at the beginning of a field. */
function fieldCounts(sample: string, delimiter: Delimiter): number[] {
  const counts: number[] = []
  let fields = 1
  let quoted = false
  let start = true
  let blank = true
  const end = () => {
    if (!blank) counts.push(fields)
    fields = 1
    blank = true
  }
  for (let at = 0; at < sample.length && counts.length < 100; at++) {
    const character = sample[at]
    if (quoted) {
      if (character === '"') {
        if (sample[at + 1] === '"') at++
        else quoted = false
      }
      continue
    }
    if (character === '"' && start) quoted = true
    if (character === delimiter) {
      fields++
      start = true
      blank = false
    } else if (character === '\n' || character === '\r') {
      end()
      start = true
    } else {
      start = false
      blank = false
    }
  }
  end()
  return counts
}

function noHeader(sheet: string, row: number): never {
  return refuse(
    'no-header',
    { sheet, row: 1 },
    {
      de: `Die erste Zeile hat nur eine Zelle, Zeile ${row} hat mehrere: die Überschriften fehlen oder stehen weiter unten.`,
      en: `The first row has only one cell, row ${row} has several: the headings are missing or stand further below.`,
    },
    { de: 'Löschen Sie, was über den Überschriften steht.', en: 'Delete what stands above the headings.' },
  )
}

const raggedRow = (sheet: string, row: number, found: number, columns: number): FileIssue =>
  rejection(
    'ragged-row',
    { sheet, row },
    {
      de: `Die Zeile hat ${found} statt ${columns} Zellen.`,
      en: `The row has ${found} cells instead of ${columns}.`,
    },
    {
      de: 'Prüfen Sie, ob ein Trennzeichen fehlt oder ein Text, der eines enthält, nicht in Anführungszeichen steht.',
      en: 'Check whether a delimiter is missing, or a text that contains one is not in quotes.',
    },
  )

function unreadable(error: CsvError, sheet: string, row: number): never {
  const quote = /QUOTE|MAX_RECORD/.test(error.code)
  return refuse(
    quote ? 'unclosed-quote' : 'broken-csv',
    { sheet, row },
    quote
      ? {
          de: `Ab Zeile ${row} stimmen die Anführungszeichen nicht: eines wird nicht geschlossen oder steht mitten im Text.`,
          en: `From row ${row} on the quotes do not match: one is not closed or stands in the middle of a text.`,
        }
      : {
          de: `Ab Zeile ${row} ist die Datei nicht als CSV zu lesen.`,
          en: `From row ${row} on the file cannot be read as CSV.`,
        },
    {
      de: 'Setzen Sie Texte mit Anführungszeichen in Anführungszeichen und verdoppeln Sie die inneren, oder speichern Sie die Tabelle neu als „CSV UTF-8“.',
      en: 'Put texts with quotes into quotes and double the inner ones, or save the table anew as "CSV UTF-8".',
    },
  )
}
