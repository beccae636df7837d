/**
 * CSV as spreadsheets in Germany open it: semicolons, byte order mark, CRLF, decimal comma. A cell that a spreadsheet
 * could take for a formula is guarded. Pure.
 */
import { guarded } from '@kommunalgraph/contract/workbook.ts'

/** First character of a file, by which a spreadsheet knows UTF-8. */
export const byteOrderMark = '\uFEFF'

/** "01.11.2026", as a spreadsheet in Germany reads a day. */
export const germanDay = (iso: string): string => iso.split('-').reverse().join('.')

type Cell = string | number | undefined

/** One cell; numbers stay what they are, what is absent is empty. */
function cell(value: Cell): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value).replace('.', ',')
  const safe = guarded(value)
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(';')}\r\n`

/** The whole file. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return byteOrderMark + [header, ...rows].map(csvLine).join('')
}
