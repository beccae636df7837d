/** What the tests of this folder share: reading bytes as if a steward had dropped them. */
import { type ReadFile, type ReadFileOptions, readFile } from '@kommunalgraph/seed/src/files/read-file.ts'

export const tenant = '990000000000'
export const today = '2026-11-01'

/** Reads bytes or UTF-8 text under a file name. */
export const drop = (
  fileName: string,
  content: string | Uint8Array,
  options: Partial<ReadFileOptions> = {},
): Promise<ReadFile> =>
  readFile(typeof content === 'string' ? new TextEncoder().encode(content) : content, fileName, {
    tenant,
    today,
    ...options,
  })

/** The rows of the first table as plain objects, with their row numbers. */
export const rowsOf = ({ sheets }: ReadFile, sheet = 0): { row: number; cells: Record<string, string> }[] =>
  (sheets[sheet]?.rows ?? []).map(({ row, cells }) => ({ row, cells: Object.fromEntries(cells) }))

/** Rule, place and weight of each issue. */
export const placesOf = ({ issues }: ReadFile) =>
  issues.map(({ rule, sheet, row, column, fatal, rejects }) => ({
    rule,
    sheet,
    row,
    column,
    weight: fatal ? 'refused' : rejects ? 'rejected' : 'note',
  }))

/** The one issue that refuses the file; fails where there is another number of them, or anything to import. */
export function refusalOf(file: ReadFile) {
  const fatal = file.issues.filter((issue) => issue.fatal)
  if (fatal.length !== 1 || file.sheets.length > 0 || file.planned.length > 0)
    throw new Error(
      `Not refused for one reason: ${JSON.stringify({ issues: file.issues.slice(0, 5), sheets: file.sheets.length, planned: file.planned.length })}`,
    )
  const [issue] = fatal
  if (!issue) throw new Error('unreachable')
  for (const text of [issue.message.de, issue.message.en, issue.next.de, issue.next.en]) {
    if (!/^\S.*\.$/s.test(text)) throw new Error(`Not a sentence: ${text}`)
  }
  return issue
}
