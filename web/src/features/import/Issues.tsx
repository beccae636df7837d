import type { ImportIssue, ImportRow } from '@kommunalgraph/contract/imports.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../ui/language.ts'

/** Shown at first, and more with each press: a thousand rows at once make a page slow to read aloud. */
const PAGE = 100

/** Rules of the ontology have a number that people can look up; the other codes are for programs. */
const numbered = /^R\d+$/

/** What stands against rows or the file, each at its cell, with the next step. */
export function Issues({ issues, rows = [] }: { issues: readonly ImportIssue[]; rows?: readonly ImportRow[] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(PAGE)
  const sheets = [...new Set(issues.map(({ sheet }) => sheet))]
  const visible = issues.slice(0, shown)
  const titles = new Map(rows.map(({ sheet, row, title }) => [`${sheet}|${row}`, title]))
  return (
    <>
      {sheets.map((sheet) => {
        const here = visible.filter((issue) => issue.sheet === sheet)
        if (here.length === 0) return null
        return (
          <section key={sheet ?? ''} className="findings">
            {sheet && sheets.length > 1 && <h3>{t('import.sheet', { name: sheet })}</h3>}
            <ul className="plain">
              {here.map((issue, index) => (
                <Issue key={index} issue={issue} title={titles.get(`${issue.sheet}|${issue.row}`) ?? ''} />
              ))}
            </ul>
          </section>
        )
      })}
      {issues.length > shown && (
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setShown(shown + PAGE)}>
          <span className="kern-label">{t('entity.relationsMore', { count: issues.length - shown })}</span>
        </button>
      )}
    </>
  )
}

function Issue({ issue, title }: { issue: ImportIssue; title: string }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { message, next } = language === 'en' ? issue.en : issue
  return (
    <li className={issue.severity === 'note' ? 'issue issue--note' : 'issue'}>
      <p className="issue__place">
        <Place {...issue} /> <span className="issue__rule">{[title, numbered.test(issue.rule) && t('import.rule', { rule: issue.rule })].filter(Boolean).join(' · ')}</span>
      </p>
      <p className="issue__message">{message}</p>
      <p className="issue__next">{next}</p>
    </li>
  )
}

/** Where in the file: as precise as it is known. */
export function Place({ row, column, sheet }: { row: number | null; column?: string | null; sheet: string | null }) {
  const { t } = useTranslation()
  if (row !== null && column) return <>{t('import.placeCell', { row, column })}</>
  if (row !== null) return <>{t('import.placeRow', { row })}</>
  if (column) return <>{t('import.placeColumn', { column })}</>
  return <>{sheet ? t('import.sheet', { name: sheet }) : t('import.placeFile')}</>
}
