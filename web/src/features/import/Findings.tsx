import { entityTypeOfId, relationOfFactId } from '@kommunalgraph/contract/ids.ts'
import type { ImportReport, ImportRow } from '@kommunalgraph/contract/imports.ts'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { EntityName } from '../../ui/EntityName.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypeLabel, property, relationLabel, relationProperty } from '../../ui/ontology.ts'
import { PropertyValue } from '../../ui/PropertyValue.tsx'
import { Issues } from './Issues.tsx'

/** The server lists this many rows and issues; counts are of all. */
const LISTED = 1_000
const PAGE = 100

type View = 'rejected' | 'notes' | 'changed' | 'created' | 'ended'
/** Before the confirmation what needs the reader comes first, after it what was done. */
const before: readonly View[] = ['rejected', 'notes', 'changed', 'created', 'ended']
const after: readonly View[] = ['changed', 'created', 'ended', 'rejected', 'notes']

/** What becomes of the rows, one kind at a time; each count leads to its list. */
export function Findings({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const search = useSearch({ from: '/import/$id' })
  const navigate = useNavigate({ from: '/import/$id' })
  const notes = report.issues.filter(({ severity }) => severity === 'note')
  const totals: Record<View, number> = {
    rejected: report.counts.rejected,
    notes: notes.length,
    changed: report.counts.changed,
    created: report.counts.created,
    ended: report.ended,
  }
  const written = report.state === 'committed'
  const some = (written ? after : before).filter((view) => totals[view] > 0)
  const view = some.find((one) => one === search.show) ?? some[0]
  const sheets = report.sheets.map(({ name }) => name)
  const sheet = sheets.find((name) => name === search.sheet)
  const inSheet = <One extends { sheet: string | null }>(all: readonly One[]) => (sheet ? all.filter((one) => one.sheet === sheet) : all)
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{t(written ? 'import.found' : 'import.findings')}</h2>
      <nav className="tally" aria-label={t('import.findings')}>
        {some.map((one) => (
          <Link
            key={one}
            from="/import/$id"
            to="/import/$id"
            search={(old) => ({ ...old, show: one })}
            replace
            resetScroll={false}
            className="tally__item"
            {...(one === view ? { 'aria-current': 'true' } : {})}
          >
            <strong className={one === 'rejected' ? 'tally__number tally__number--gap' : 'tally__number'}>{formatNumber(totals[one], language)}</strong>{' '}
            {t(`import.count.${one}`)}
          </Link>
        ))}
        <span className="tally__item tally__item--plain">
          <strong className="tally__number">{formatNumber(report.counts.unchanged, language)}</strong> {t('import.count.unchanged')}
        </span>
      </nav>
      {sheets.length > 1 && view && (
        <label className="parameter findings-filter">
          <span className="search__label">{t('import.sheetFilter')}</span>
          <select
            className="search__input"
            value={sheet ?? ''}
            onChange={(event) => void navigate({ search: (old) => ({ ...old, sheet: event.target.value || undefined }), replace: true, resetScroll: false })}
          >
            <option value="">{t('list.all')}</option>
            {sheets.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {view === 'rejected' && <Issues key={view} issues={inSheet(report.issues.filter(({ severity }) => severity === 'rejected'))} rows={report.rows} />}
      {view === 'notes' && <Issues key={view} issues={inSheet(notes)} rows={report.rows} />}
      {(view === 'changed' || view === 'created' || view === 'ended') && (
        <Rows key={view} rows={inSheet(report.rows.filter(({ status }) => status === view))} all={report.rows.filter(({ status }) => status === view).length} open={view === 'changed'} written={written} />
      )}
      {view === 'ended' && !report.rows.some(({ status }) => status === 'ended') && (
        <p>{t('import.endedHelp', { count: report.ended, number: formatNumber(report.ended, language) })}</p>
      )}
      {view && report.rows.length + report.issues.length > 0 && (totals[view] > LISTED || report.issueTotal > report.issues.length || report.rows.length >= LISTED) && (
        <p className="muted">{t('import.cut', { number: formatNumber(LISTED, language) })}</p>
      )}
    </section>
  )
}

function Rows({ rows, all, open, written }: { rows: readonly ImportRow[]; all: number; open: boolean; written: boolean }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(PAGE)
  if (rows.length === 0) return all > 0 ? <p className="muted">{t('import.noneHere')}</p> : null
  return (
    <>
      <ul className="plain findings">
        {rows.slice(0, shown).map((row, index) => (
          <Row key={index} row={row} open={open} written={written} />
        ))}
      </ul>
      {rows.length > shown && (
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setShown(shown + PAGE)}>
          <span className="kern-label">{t('entity.relationsMore', { count: rows.length - shown })}</span>
        </button>
      )}
    </>
  )
}

function Row({ row, open, written }: { row: ImportRow; open: boolean; written: boolean }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const type = entityTypeOfId(row.id)
  const relation = relationOfFactId(row.id)
  const kind = type ? pick(entityTypeLabel(type)) : relation ? pick(relationLabel(relation)) : ''
  return (
    <li className="row">
      <p className="row__head">
        {written && type ? <EntityLink entity={{ id: row.id, type, name: row.title }} /> : <strong>{row.title}</strong>}{' '}
        <span className="muted">
          {[kind, row.row === null ? '' : t(row.sheet ? 'import.placeRowSheet' : 'import.placeRow', { row: row.row, sheet: row.sheet ?? '' })].filter(Boolean).join(' · ')}
        </span>
      </p>
      {row.properties.length > 0 && (
        <details open={open}>
          <summary>{t('import.fields', { count: row.properties.length })}</summary>
          <dl className="changes">
            {row.properties.map(({ property: name, from, to }) => (
              <Change key={name} row={row} name={name} from={from} to={to} />
            ))}
          </dl>
        </details>
      )}
    </li>
  )
}

/** One field: what stood there, and what comes. */
function Change({ row, name, from, to }: { row: ImportRow; name: string; from: unknown; to: unknown }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const type = entityTypeOfId(row.id)
  const relation = relationOfFactId(row.id)
  const definition = type ? property(type, name) : relation ? relationProperty(relation, name) : undefined
  const value = (one: unknown) => {
    if (one === null || one === undefined || one === '') return <span className="muted">{t('import.emptyValue')}</span>
    if (definition?.references) return [one].flat().map((id) => <EntityName key={String(id)} id={String(id)} />)
    return definition ? <PropertyValue property={definition} value={one} /> : String(one)
  }
  const isNew = from === null || from === undefined
  return (
    <div className="changes__row">
      <dt>{definition ? pick(definition.label) : name}</dt>
      <dd>
        {!isNew && (
          <>
            <span className="kern-sr-only">{t('import.before')} </span>
            <del className="changes__old">{value(from)}</del> <span aria-hidden="true">→</span> <span className="kern-sr-only">{t('import.after')} </span>
          </>
        )}
        <ins className="changes__new">{value(to)}</ins>
      </dd>
    </div>
  )
}
