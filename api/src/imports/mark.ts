/** The steward's own file with a further column that says what is wrong with a row and what to do. */
import type { ImportIssue } from '@kommunalgraph/contract/imports.ts'
import { guarded, XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import { readCsv } from '@kommunalgraph/seed/src/files/csv.ts'
import { type Encoding, textOf } from '@kommunalgraph/seed/src/files/encoding.ts'
import { unpackedSize } from '@kommunalgraph/seed/src/files/zip.ts'
import Excel from 'exceljs'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import { csvText } from '../walks/csv.ts'
import { type ImportRecord, stagedFile, stagedList } from './store.ts'

export const MARK_HEADER = 'Fehler'

/** Largest workbook that is marked, unpacked. */
const MOST_MARKED = 64 * 1_048_576

/** One cell: what stands against the row, in the order in which it was found. */
const told = (issues: readonly ImportIssue[]): string =>
  issues.map(({ column, message, next, rule }) => `${column ? `${column}: ` : ''}${message} ${next} [${rule}]`).join(' · ')

/** Reads the staged file and marks it. Throws a 404 problem where it is no longer kept. */
export async function markedFile(graph: Graph, record: ImportRecord): Promise<{ bytes: Buffer; type: string; fileName: string }> {
  const { report, parts } = record
  const issues = (await staged(() => stagedList<ImportIssue>(graph, report.id, 'issue', parts.issue))).filter((one) => one.severity !== 'note' || one.row !== null)
  const base = report.fileName.replace(/\.[^.]*$/, '')
  if (report.format === 'xlsx' || report.format === 'csv') {
    const bytes = await staged(() => stagedFile(graph, report.id, parts.file))
    // A workbook is marked in memory, with all its pictures and hidden sheets; where that is too much, a list of issues has to do.
    if (report.format === 'csv' || (report.state !== 'refused' && unpackedSize(bytes) <= MOST_MARKED)) {
      const marked = report.format === 'xlsx' ? await markWorkbook(bytes, issues) : await markCsv(bytes, report.fileName, issues)
      if (marked)
        return {
          bytes: marked,
          type: report.format === 'xlsx' ? XLSX_TYPE : 'text/csv',
          fileName: `${base}-fehler.${report.format}`,
        }
    }
  }
  return { bytes: listOf(issues), type: 'text/csv; charset=utf-8', fileName: `${base}-fehler.csv` }
}

async function staged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && /staged rows of import/.test(error.message))
      throw problem('not-found', { detail: 'The file is no longer kept', errors: [{ path: 'path.id', message: 'its file was removed' }] })
    throw error
  }
}

function byRow(issues: readonly ImportIssue[]): Map<string, ImportIssue[]> {
  const found = new Map<string, ImportIssue[]>()
  for (const issue of issues) {
    if (issue.row === null) continue
    const key = `${issue.row}|${issue.sheet}`
    found.set(key, [...(found.get(key) ?? []), issue])
  }
  return found
}

async function markWorkbook(bytes: Uint8Array, issues: readonly ImportIssue[]): Promise<Buffer> {
  const workbook = new Excel.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  const rows = byRow(issues)
  const columns = new Map<string, number>()
  for (const [key, list] of rows) {
    const [issue] = list
    const sheet = issue?.sheet == null ? undefined : workbook.getWorksheet(issue.sheet)
    if (!sheet || issue?.row == null) continue
    let column = columns.get(sheet.name)
    if (column === undefined) {
      // An earlier marking is replaced, so that a file may go back and forth.
      let header = sheet.getRow(1)
      for (let row = 1; row <= Math.min(20, sheet.rowCount) && header.actualCellCount < 2; row++) header = sheet.getRow(row)
      let found = 0
      header.eachCell((cell, at) => {
        if (cell.text === MARK_HEADER) found = at
      })
      column = found || sheet.columnCount + 1
      columns.set(sheet.name, column)
      header.getCell(column).value = MARK_HEADER
      header.getCell(column).font = { bold: true }
      sheet.getColumn(column).width = 60
    }
    const cell = sheet.getRow(issue.row).getCell(column)
    cell.value = guarded(told(rows.get(key) ?? []))
    cell.alignment = { wrapText: true, vertical: 'top' }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFDE7E9' } }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** The lines as they are, each record with one more cell; undefined where the file is no readable table. */
async function markCsv(bytes: Uint8Array, fileName: string, issues: readonly ImportIssue[]): Promise<Buffer | undefined> {
  const read = await readCsv(bytes, fileName).catch(() => undefined)
  if (!read?.table) return undefined
  const { encoding, delimiter, table } = read
  const text = textOf(bytes, encoding as Encoding)
  const byLine = new Map<number, ImportIssue[]>()
  for (const issue of issues) if (issue.row !== null) byLine.set(issue.row, [...(byLine.get(issue.row) ?? []), issue])
  let marked = ''
  for (const { start, line, end, ending } of records(text)) {
    const record = text.slice(start, end)
    const found = byLine.get(line)
    const cell = line === table.headerRow ? MARK_HEADER : found ? quoted(guarded(told(found))) : ''
    const isRow = line >= table.headerRow && record.trim() !== ''
    marked += `${record}${isRow ? delimiter + cell : ''}${ending}`
  }
  return encode(marked, encoding as Encoding)
}

/** Records of a table: line ends within quotes belong to the cell. Line numbers are those of the file, from 1. */
function* records(text: string): Generator<{ start: number; end: number; line: number; ending: string }> {
  let start = 0
  let line = 1
  let begun = 1
  let within = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') within = !within
    if (character !== '\n' && character !== '\r') continue
    const ending = character === '\r' && text[at + 1] === '\n' ? '\r\n' : (character ?? '')
    line++
    if (!within) {
      yield { start, end: at, line: begun, ending }
      start = at + ending.length
      begun = line
    }
    at += ending.length - 1
  }
  if (start < text.length) yield { start, end: text.length, line: begun, ending: '' }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Back into the bytes that the file had; a sign that its encoding does not have becomes a question mark. */
function encode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8')
    case 'utf-8 with bom':
      return Buffer.from(`\uFEFF${text.replace(/^\uFEFF/, '')}`, 'utf8')
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text.replace(/^\uFEFF/, '')}`, 'utf16le')
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text.replace(/^\uFEFF/, '')}`, 'utf16le').swap16()
    default: {
      const decoder = new TextDecoder('windows-1252')
      const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
      return Buffer.from(Array.from(text, (character) => bytes.get(character) ?? 0x3f))
    }
  }
}

/** All issues as a table of their own. */
function listOf(issues: readonly ImportIssue[]): Buffer {
  const header = ['Blatt', 'Zeile', 'Spalte', 'Regel', 'Schwere', 'Meldung', 'Nächster Schritt']
  const rows = issues.map(({ sheet, row, column, rule, severity, message, next }) => [sheet ?? '', row ?? '', column ?? '', rule, severity, message, next])
  return Buffer.from(csvText(header, rows), 'utf8')
}
