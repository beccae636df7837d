/** What a reader has against a file, a sheet, a row or a cell. */
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import type { FileIssue } from './read-file.ts'

export interface Place {
  sheet?: string | null
  row?: number | null
  column?: string | null
}

const make =
  (fatal: boolean, rejects: boolean) =>
  (rule: string, place: Place, message: Bilingual, next: Bilingual): FileIssue => ({
    sheet: place.sheet ?? null,
    row: place.row ?? null,
    column: place.column ?? null,
    rule,
    fatal,
    rejects,
    message,
    next,
  })

/** Nothing of the file may be imported. */
export const refusal = make(true, true)
/** This row may not be imported; without a row: this sheet. */
export const rejection = make(false, true)
/** Worth knowing, no more. */
export const note = make(false, false)

/** Ends reading: the file as a whole cannot be used. */
export class Refused extends Error {
  readonly issue: FileIssue
  constructor(issue: FileIssue) {
    super(issue.message.en)
    this.issue = issue
  }
}

/** Throws what ends reading. */
export function refuse(rule: string, place: Place, message: Bilingual, next: Bilingual): never {
  throw new Refused(refusal(rule, place, message, next))
}
