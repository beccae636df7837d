import type { QuestionAnswer } from '@kommunalgraph/contract/answers.ts'
import { useTranslation } from 'react-i18next'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, formatMoney, formatNumber, formatPercent } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, relationLabel } from '../../ui/ontology.ts'

type Column = QuestionAnswer['columns'][number]
type Value = QuestionAnswer['rows'][number][string]

/** The rows of an answer, each cell by the kind of its column. */
export function AnswerTable({ answer }: { answer: QuestionAnswer }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  if (answer.rows.length === 0) return null
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('questions.table')}>
        <table className="kern-table table">
          <thead>
            <tr>
              {answer.columns.map((column) => (
                <th key={column.key} scope="col">
                  {pick(column.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row, index) => (
              <tr key={index}>
                {answer.columns.map((column) => (
                  <td key={column.key} className={isFigure(column) ? 'figure' : undefined}>
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
  if (value === null || (Array.isArray(value) && value.length === 0)) return <span className="muted">–</span>
  if (typeof value === 'boolean') return <>{t(value ? 'questions.yes' : 'questions.no')}</>
  if (typeof value === 'number') {
    return <>{column.kind === 'money' ? formatMoney(value, language) : column.kind === 'percent' ? formatPercent(value, language) : formatNumber(value, language)}</>
  }
  if (typeof value === 'string') {
    return <>{column.kind === 'date' ? formatDay(value, language) : column.vocabulary ? pick(codeLabel(column.vocabulary, value)) : value}</>
  }
  if (!Array.isArray(value)) return <EntityLink entity={value} />
  return (
    <ul className="plain">
      {value.map((one, index) => (
        <li key={index}>
          {typeof one !== 'string' ? <EntityLink entity={one} /> : column.kind === 'relations' ? pick(relationLabel(one)) : column.vocabulary ? pick(codeLabel(column.vocabulary, one)) : one}
        </li>
      ))}
    </ul>
  )
}
