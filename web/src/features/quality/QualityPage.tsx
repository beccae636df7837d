import type { QualityAnswer } from '@kommunalgraph/contract/quality.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useScope } from '../../app/scope.ts'
import { formatDay, formatPercent } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypePlural, propertyLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import './quality.css'
import { qualityAfresh, qualityQuery, type SeverityName, severityOrder, workbookUrl } from './quality.ts'

/** How good the data is: the rules by severity, how it went, and how complete each type is. */
export function QualityPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  const query = useQuery(qualityQuery(scope))
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: () => qualityAfresh(scope),
    onSuccess: (answer) => client.setQueryData(qualityQuery(scope).queryKey, answer),
  })
  return (
    <div className="page">
      <PageTitle title={t('quality.title')} />
      <Await query={query} lines={9}>
        {(quality) => (
          <>
            <h1 className="answer" aria-live="polite">
              {pick(quality.sentence)}
            </h1>
            {quality.excepted > 0 && <p className="lead">{t('quality.exceptedLead', { count: quality.excepted })}</p>}
            <p className="quality-actions">
              <a className="kern-btn kern-btn--secondary" href={workbookUrl(scope)} download>
                <span className="kern-label">{t('quality.workbook')}</span>
              </a>
              <button
                type="button"
                className="kern-btn kern-btn--tertiary"
                disabled={again.isPending}
                onClick={() => again.mutate()}
              >
                <span className="kern-label">{t(again.isPending ? 'quality.checking' : 'quality.again')}</span>
              </button>
            </p>
            {again.isError && <ErrorNote error={again.error} />}
            {severityOrder.map((severity) => (
              <Rules key={severity} severity={severity} quality={quality} />
            ))}
            <Trend trend={quality.trend} />
            <Completeness rows={quality.completeness} />
          </>
        )}
      </Await>
    </div>
  )
}

/** The rules of one severity: those with rows, then in one line those without. */
function Rules({ severity, quality }: { severity: SeverityName; quality: QualityAnswer }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const rules = quality.rules.filter((rule) => rule.severity === severity)
  const open = rules
    .filter(({ count, excepted }) => count + excepted > 0)
    .sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule))
  const silent = rules.filter(({ count, excepted }) => count + excepted === 0)
  return (
    <section aria-labelledby={`quality-${severity}`}>
      <h2 id={`quality-${severity}`}>{t(`quality.severity.${severity}`, { count: quality.counts[severity] })}</h2>
      <p className="muted quality-help">{t(`quality.help.${severity}`)}</p>
      {open.length > 0 && (
        <ul className="gap-kinds">
          {open.map((rule) => (
            <li key={rule.rule}>
              <Link to="/quality/$rule" params={{ rule: rule.rule }} search={{}} className="gap-kind">
                <strong
                  className={
                    rule.count > 0 ? `count__number quality-count--${severity}` : 'count__number count__number--none'
                  }
                >
                  {rule.count}
                </strong>
                <span>
                  <span className="gap-kind__label">{pick(rule.title)}</span>
                  <span className="gap-kind__help">
                    {pick(rule.message)}
                    {rule.excepted > 0 && ` ${t('quality.excepted', { count: rule.excepted })}`}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {silent.length > 0 && (
        <details className="quality-silent">
          <summary>{t('quality.silent', { count: silent.length })}</summary>
          <ul>
            {silent.map((rule) => (
              <li key={rule.rule}>{pick(rule.title)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const width = 640
const height = 120

/** How the counts went: a line for each severity that ever had rows, and the same as a table. */
function Trend({ trend }: { trend: QualityAnswer['trend'] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (trend.length === 0) return null
  const shown = severityOrder.filter((severity) => trend.some(({ counts }) => counts[severity] > 0))
  const [first, last] = [trend[0], trend.at(-1)]
  const most = Math.max(1, ...trend.flatMap(({ counts }) => shown.map((severity) => counts[severity])))
  const span = Math.max(1, daysBetween(first?.day ?? '', last?.day ?? ''))
  const point = (day: string, value: number) =>
    `${((daysBetween(first?.day ?? '', day) / span) * width).toFixed(1)},${(height - (value / most) * height).toFixed(1)}`
  return (
    <section aria-labelledby="quality-trend">
      <h2 id="quality-trend">{t('quality.trend')}</h2>
      {trend.length === 1 ? (
        <p className="muted">{t('quality.trendBegins', { day: formatDay(trend[0]?.day ?? '', language) })}</p>
      ) : (
        <>
          <svg
            className="quality-trend"
            viewBox={`-4 -6 ${width + 8} ${height + 12}`}
            role="img"
            aria-label={t('quality.trendAlt', {
              from: formatDay(first?.day ?? '', language),
              to: formatDay(last?.day ?? '', language),
            })}
          >
            {shown.map((severity) => (
              <polyline
                key={severity}
                className={`quality-line quality-line--${severity}`}
                points={trend.map(({ day, counts }) => point(day, counts[severity])).join(' ')}
              />
            ))}
          </svg>
          <ul className="quality-legend">
            {shown.map((severity) => (
              <li key={severity} className={`quality-key quality-key--${severity}`}>
                {t(`quality.severity.${severity}`, { count: last?.counts[severity] ?? 0 })}
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>{t('quality.trendTable')}</summary>
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('quality.trend')}>
          <table className="kern-table table table--stacked">
            <thead>
              <tr>
                <th scope="col">{t('quality.day')}</th>
                {severityOrder.map((severity) => (
                  <th scope="col" key={severity} className="figure">
                    {t(`quality.name.${severity}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...trend].reverse().map(({ day, counts }) => (
                <tr key={day}>
                  <th scope="row">{formatDay(day, language)}</th>
                  {severityOrder.map((severity) => (
                    <td key={severity} className="figure" data-label={t(`quality.name.${severity}`)}>
                      {counts[severity]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** How complete the entries of each type are, and what is missing most. */
function Completeness({ rows }: { rows: QualityAnswer['completeness'] }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="quality-complete">
      <h2 id="quality-complete">{t('quality.completeness')}</h2>
      <p className="muted quality-help">{t('quality.completenessHelp')}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('quality.completeness')}>
        <table className="kern-table table table--stacked">
          <thead>
            <tr>
              <th scope="col">{t('quality.type')}</th>
              <th scope="col" className="figure">
                {t('quality.entries')}
              </th>
              <th scope="col">{t('quality.filled')}</th>
              <th scope="col">{t('quality.missingMost')}</th>
            </tr>
          </thead>
          <tbody>
            {[...rows]
              .sort((a, b) => a.share - b.share)
              .map(({ type, total, share, properties }) => (
                <tr key={type}>
                  <th scope="row">
                    <Link to="/entities" search={{ type }} className="kern-link">
                      {pick(entityTypePlural(type))}
                    </Link>
                  </th>
                  <td className="figure" data-label={t('quality.entries')}>
                    {total}
                  </td>
                  <td data-label={t('quality.filled')}>
                    <span className="quality-share">
                      <span className="quality-share__bar" aria-hidden="true">
                        <span style={{ width: `${Math.round(share * 100)}%` }} />
                      </span>
                      {formatPercent(Math.round(share * 100), language)}
                    </span>
                  </td>
                  <td data-label={t('quality.missingMost')}>
                    {properties
                      .filter(({ filled }) => filled < total)
                      .sort((a, b) => a.filled - b.filled)
                      .slice(0, 3)
                      .map(({ property, filled }) => `${pick(propertyLabel(type, property))} (${total - filled})`)
                      .join(', ') || t('quality.nothingMissing')}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
