/**
 * CSV as spreadsheets in Germany open it: semicolons, byte order mark, CRLF. A cell that a spreadsheet could
 * take for a formula gets an apostrophe in front (OWASP: CSV injection), full-width twins of the signs included. Pure.
 */
const byteOrderMark = '\uFEFF'
/** = + - @ TAB CR LF, and ＝ ＋ － ＠, also behind blanks that a spreadsheet would skip. */
const formulaStart = /^[\s\u200B\uFEFF]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u

/** One cell; numbers and yes or no stay what they are. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = formulaStart.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The whole file. */
export function csvText(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return byteOrderMark + [header, ...rows].map((row) => `${row.map(cell).join(';')}\r\n`).join('')
}
