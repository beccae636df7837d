/** What stands against a file, as the contract tells it: German sentences, English beside them. */
import type { ImportIssue } from '@kommunalgraph/contract/imports.ts'
import type { FileIssue } from '@kommunalgraph/seed/src/files/read-file.ts'
import type { RowIssue } from './map-rows.ts'

export function asIssue({ sheet, row, column, rule, message, next }: Omit<RowIssue, 'severity'>, severity: ImportIssue['severity']): ImportIssue {
  return { sheet, row, column, rule, severity, message: message.de, next: next.de, en: { message: message.en, next: next.en } }
}

/** What reading found: against the whole file, against a row, or only worth knowing. */
export const toIssue = (issue: FileIssue): ImportIssue => asIssue(issue, issue.fatal ? 'refused' : issue.rejects ? 'rejected' : 'note')
