import type { QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { useTranslation } from 'react-i18next'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, formatMoney, formatNumber, formatPercent, OPEN_END, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, relationLabel } from '../../ui/ontology.ts'

type Column = QuestionAnswer['columns'][number]
type Value = QuestionAnswer['rows'][number][string]

/** So many of a list stand in a cell; the others open on request. */
const FEW = 5

/** The rows of an answer, each cell by the kind of its column. On a phone each row is a block that leaves out what is empty. */
export function AnswerTable({ answer }: { answer: QuestionAnswer }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  if (answer.rows.length === 0) return null
  // A figure or a text that no row has tells nothing; where nobody is named, that is an answer and stays.
  const told = answer.columns.filter(({ key, kind }) => kind === 'entity' || answer.rows.some((row) => row[key] != null))
  const [head, ...columns] = told
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('questions.table')}>
        <table className="kern-table table table--stacked answer-table">
          <thead>
            <tr>
              {told.map((column) => (
                <th key={column.key} scope="col">
                  {pick(column.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row, index) => (
              <tr key={index}>
                {head && (
                  <th scope="row" className={isFigure(head) ? 'figure' : undefined}>
                    <Cell column={head} value={row[head.key] ?? null} />
                  </th>
                )}
                {columns.map((column) => (
                  <td key={column.key} data-label={pick(column.label)} className={isFigure(column) ? 'figure' : undefined}>
                    <Cell column={column} value={row[column.key] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {answer.truncated && <p className="muted">{t('gaps.truncated', { shown: answer.rows.length, total: answer.total })}</p>}
    </>
  )
}

const isFigure = (column: Column) => ['number', 'percent', 'money'].includes(column.kind)

function Cell({ column, value }: { column: Column; value: Value }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (value === null || (Array.isArray(value) && value.length === 0)) return <span className="muted answer-table__none">–</span>
  if (typeof value === 'boolean') return <>{t(value ? 'questions.yes' : 'questions.no')}</>
  if (typeof value === 'number') {
    return <>{column.kind === 'money' ? formatMoney(value, language) : column.kind === 'percent' ? formatPercent(value, language) : formatNumber(value, language)}</>
  }
  if (column.kind === 'date' && (value === OPEN_END || value === UNKNOWN_START)) return <>{t(value === OPEN_END ? 'entity.open' : 'questions.unknownDay')}</>
  if (typeof value === 'string') {
    return <>{column.kind === 'date' ? formatDay(value, language) : column.vocabulary ? pick(codeLabel(column.vocabulary, value)) : value}</>
  }
  if (!Array.isArray(value)) return <EntityLink entity={value} />
  if (value.length <= FEW + 1) return <Items column={column} values={value} />
  return (
    <>
      <Items column={column} values={value.slice(0, FEW)} />
      <details>
        <summary>{t('questions.more', { count: value.length - FEW })}</summary>
        <Items column={column} values={value.slice(FEW)} />
      </details>
    </>
  )
}

function Items({ column, values }: { column: Column; values: readonly (string | { id: string; type: string; name: string })[] }) {
  const { pick } = useLanguage()
  return (
    <ul className="plain">
      {values.map((one, index) => (
        <li key={index}>
          {typeof one !== 'string' ? <EntityLink entity={one} /> : column.kind === 'relations' ? pick(relationLabel(one)) : column.vocabulary ? pick(codeLabel(column.vocabulary, one)) : one}
        </li>
      ))}
    </ul>
  )
}
