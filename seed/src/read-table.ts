/** Reads one CSV file: UTF-8, comma, RFC 4180 quotes. Cells stay text; what they mean is decided by the ontology. */
import { readFileSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'

/** What is wrong in a file, at the place where its author can mend it. */
export interface SeedIssue {
  /** Path below the seed folder. */
  file: string
  /** Line in the file; the header is line 1. */
  row: number
  column?: string
  message: string
}

export interface TableRow {
  /** Line in the file at which the row begins; the header is line 1. */
  row: number
  /** Only cells that are not empty. */
  cells: ReadonlyMap<string, string>
}

export interface Table {
  file: string
  header: readonly string[]
  rows: TableRow[]
  issues: SeedIssue[]
}

interface ReadRecord {
  record: string[]
  info: { lines: number }
}

/** Reads a table. A file that cannot be read as CSV gives no rows and one issue. */
export function readTable(path: string, file: string): Table {
  const bytes = readFileSync(path)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return {
      file,
      header: [],
      rows: [],
      issues: [{ file, row: 1, message: 'The file is not UTF-8. Save it as "CSV UTF-8".' }],
    }
  }
  let records: ReadRecord[]
  try {
    // With `info`, each record comes with the place where it ends; the declared type knows only records without it.
    records = parse(text, { bom: true, info: true, skip_empty_lines: true, trim: true }) as unknown as ReadRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = typeof error.lines === 'number' ? error.lines : 1
    return { file, header: [], rows: [], issues: [{ file, row, message: `Not readable as CSV: ${error.message}` }] }
  }
  const [first, ...rest] = records
  const header = first?.record ?? []
  const issues: SeedIssue[] = []
  header.forEach((column, index) => {
    if (header.indexOf(column) !== index)
      issues.push({ file, row: 1, column, message: `The column "${column}" occurs twice.` })
  })
  const rows = rest.map(({ record, info }) => {
    // `lines` is the line on which the record ends; it began as many lines before as its cells have line ends.
    const row = info.lines - record.reduce((sum, cell) => sum + (cell.match(/\n|\r(?!\n)/g)?.length ?? 0), 0)
    const cells = new Map<string, string>()
    record.forEach((cell, index) => {
      const column = header[index]
      if (column !== undefined && cell !== '') cells.set(column, cell)
    })
    return { row, cells }
  })
  return { file, header, rows, issues }
}
