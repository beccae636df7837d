/** The table of an answer as a file for a spreadsheet, in German: who reads it has no interface beside it. Pure. */
import type { QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { OPEN_END, UNKNOWN_START } from '@kommunalgraph/contract/ontology/common.ts'
import { type RelationType, relationType, type VocabularyName, vocabularyLabel } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import { numberText } from '@kommunalgraph/contract/wording.ts'
import { FICTIONAL } from '../exports/about.ts'
import { csvText, germanDay } from '../walks/csv.ts'

type Column = QuestionAnswer['columns'][number]
type Value = QuestionAnswer['rows'][number][string]

/** Numbers stand without their unit, so that a spreadsheet can count with them. */
const units: Partial<Record<Column['kind'], string>> = { money: ' (€)', percent: ' (%)' }

/** The municipalities that were asked about. */
export type AskedTenants = readonly { name: string; fictional: boolean }[]

/**
 * The text of the file: the columns of the answer, then of each row the Stand, the municipalities, whether these are made
 * up, and the id of what stands in the first column that is an entity. Said in every row, because rows are copied out of files.
 */
export function questionCsv(answer: QuestionAnswer, tenants: AskedTenants): string {
  const header = [...answer.columns.map(({ kind, label }) => `${label.de}${units[kind] ?? ''}`), 'Stand', 'Kommune', 'Hinweis', 'Kennung']
  const about = [germanDay(answer.asOf), tenants.map(({ name }) => name).join(', '), tenants.some(({ fictional }) => fictional) ? FICTIONAL : '']
  const key = answer.columns.find(({ kind }) => kind === 'entity')?.key
  const rows: (string | number)[][] = answer.rows.map((row) => [
    ...answer.columns.map((column) => cellOf(column, row[column.key] ?? null)),
    ...about,
    idOf(key === undefined ? null : row[key]),
  ])
  if (answer.truncated) {
    const cut = `gekürzt: ${numberText(answer.rows.length, 'de')} von ${numberText(answer.total, 'de')} Zeilen`
    rows.push([...answer.columns.map(() => ''), about[0] ?? '', '', cut, ''])
  }
  return csvText(header, rows)
}

/** Numbers stay numbers; an open end and an unknown start are empty; everything else is what the page shows. */
function cellOf(column: Column, value: Value): string | number {
  if (value === null) return ''
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 'ja' : 'nein'
  if (value === OPEN_END || value === UNKNOWN_START) return ''
  if (typeof value === 'string') return column.kind === 'date' ? germanDay(value) : textOf(column, value)
  if (!Array.isArray(value)) return value.name
  return value.map((one) => (typeof one === 'string' ? textOf(column, one) : one.name)).join(', ')
}

function textOf({ kind, vocabulary }: Column, text: string): string {
  if (kind === 'relations') return relationType(text as RelationType).label.de
  return vocabulary ? vocabularyLabel(vocabulary as VocabularyName, text).de : text
}

const isRef = (value: Value | undefined): value is EntityRef => typeof value === 'object' && value !== null && 'id' in value
const idOf = (value: Value | undefined): string => (isRef(value) ? value.id : '')
