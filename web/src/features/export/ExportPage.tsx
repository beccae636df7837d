import { today } from '@kommunalgraph/contract/days.ts'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { useScope, useTenants } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypePlural } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import './export.css'

/** In the order of who asks most: an office first, a developer last. */
const formats = [
  { format: 'xlsx', key: 'xlsx' },
  { format: 'csv.zip', key: 'csv' },
  { format: 'graphml', key: 'graphml' },
  { format: 'cytoscape.json', key: 'cytoscape' },
  { format: 'jsonld', key: 'jsonld' },
] as const

/** What can be taken along, and what each file is for. Municipality and day are those of the page. */
export function ExportPage() {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const { tenant, asOf } = useScope()
  const { current } = useTenants()
  const { type } = useSearch({ from: '/export' })
  const scope = { tenant, asOf, type }
  const steward = useMay('dump')
  return (
    <div className="page">
      <PageTitle title={t('export.title')} />
      <h1 className="answer">{t('export.title')}</h1>
      <p className="lead">
        {t('export.lead', { name: current?.name ?? t('app.municipality'), day: formatDay(asOf ?? today(), language) })}{' '}
        {t(steward ? 'export.internal' : 'export.public')}
      </p>
      {type !== undefined && (
        <p>
          {t('export.only', { types: type.split(',').map((one) => pick(entityTypePlural(one))).join(', ') })}{' '}
          <Link to="/export" search={{}} className="kern-link">
            {t('export.all')}
          </Link>
        </p>
      )}
      <ul className="exports">
        {formats.map(({ format, key }) => (
          <li key={format} className="export">
            <h2 id={`export-${key}`}>{t(`export.name.${key}`)}</h2>
            <p>{t(`export.use.${key}`)}</p>
            <p className="export__links">
              <a className="kern-btn kern-btn--secondary" href={apiUrl(`/exports/${format}`, scope)} download aria-describedby={`export-${key}`}>
                <span className="kern-label">{t('export.download')}</span>
              </a>
              {format === 'xlsx' && (
                <a className="kern-btn kern-btn--tertiary" href={apiUrl('/exports/xlsx', { ...scope, template: 'true' })} download>
                  <span className="kern-label">{t('export.template')}</span>
                </a>
              )}
            </p>
          </li>
        ))}
        {steward && (
          <li className="export">
            <h2 id="export-dump">{t('export.name.dump')}</h2>
            <p>{t('export.use.dump')}</p>
            <p className="export__links">
              <a className="kern-btn kern-btn--secondary" href={apiUrl('/exports/jsonl', {})} download aria-describedby="export-dump">
                <span className="kern-label">{t('export.download')}</span>
              </a>
            </p>
          </li>
        )}
      </ul>
    </div>
  )
}
