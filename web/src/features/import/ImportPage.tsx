import { dayOf } from '@kommunalgraph/contract/days.ts'
import type { ImportHead } from '@kommunalgraph/contract/imports.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LogInLink } from '../../app/LogInLink.tsx'
import { useScope } from '../../app/scope.ts'
import { useSession } from '../../app/session.ts'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'
import { DropFile } from './DropFile.tsx'
import './import.css'
import { importsQuery, templateUrl } from './imports.ts'

/** Drop a file, or go back to a former import. */
export function ImportPage() {
  const { t } = useTranslation()
  return (
    <StewardsOnly>
      <div className="page">
        <PageTitle title={t('app.steward.import')} />
        <h1 className="answer">{t('import.title')}</h1>
        <p className="lead">{t('import.lead')}</p>
        <DropFile />
        <Formats />
        <Former />
      </div>
    </StewardsOnly>
  )
}

/** Who may only read learns that, and nothing is asked of the server that it would refuse. */
export function StewardsOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const query = useSession()
  if (query.data?.may.includes('import')) return children
  if (!query.data) {
    return (
      <div className="page">
        <Await query={query} lines={6}>
          {() => null}
        </Await>
      </div>
    )
  }
  return (
    <div className="page page--narrow">
      <PageTitle title={t('app.steward.import')} />
      <h1 className="answer">{t('import.publicTitle')}</h1>
      <p>{t('import.publicNext')}</p>
      <LogInLink />
      <p>
        <Link to="/" className="kern-link">
          {t('status.toStart')}
        </Link>
      </p>
    </div>
  )
}

const formats = ['xlsx', 'csv', 'jsonl', 'oparl', 'publiccode'] as const

function Formats() {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="formats">
      <h2 id="formats">{t('import.formats')}</h2>
      <p className="actions">
        <a className="kern-btn kern-btn--secondary" href={templateUrl} download>
          <span className="kern-label">{t('import.template')}</span>
        </a>
        <span className="muted actions__help">{t('import.templateHelp')}</span>
      </p>
      <p>
        {t('import.orExport')}{' '}
        <Link to="/export" search={{}} className="kern-link">
          {t('export.title')}
        </Link>
      </p>
      <dl className="properties">
        {formats.map((format) => (
          <div key={format} className="properties__row">
            <dt>{t(`import.format.${format}`)}</dt>
            <dd>{t(`import.formatHelp.${format}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Former() {
  const { t } = useTranslation()
  const query = useQuery(importsQuery(useScope().tenant))
  return (
    <section className="former" aria-labelledby="former">
      <h2 id="former">{t('import.former')}</h2>
      <Await query={query} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('import.formerNone')}</p>
          ) : (
            <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="former">
              <table className="kern-table table table--stacked">
                <thead>
                  <tr>
                    <th scope="col">{t('import.file')}</th>
                    <th scope="col">{t('import.stateHead')}</th>
                    <th scope="col">{t('import.when')}</th>
                    <th scope="col">{t('import.who')}</th>
                    {(['created', 'changed', 'unchanged', 'rejected'] as const).map((count) => (
                      <th key={count} scope="col" className="figure">
                        {t(`import.count.${count}`)}
                      </th>
                    ))}
                    <th scope="col">
                      <span className="kern-sr-only">{t('import.next')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <FormerRow key={item.id} item={item} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Await>
    </section>
  )
}

function FormerRow({ item }: { item: ImportHead }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <tr>
      <th scope="row">
        <Link to="/import/$id" params={{ id: item.id }} search={{}} className="kern-link">
          {item.fileName}
        </Link>
      </th>
      <td data-label={t('import.stateHead')}>{t(`import.state.${item.state}`)}</td>
      <td className="nowrap" data-label={t('import.when')}>
        {formatDay(dayOf(item.createdAt), language)}
      </td>
      <td data-label={t('import.who')}>{item.by}</td>
      {(['created', 'changed', 'unchanged', 'rejected'] as const).map((count) => (
        <td key={count} className="figure" data-label={t(`import.count.${count}`)}>
          {formatNumber(item.counts[count], language)}
        </td>
      ))}
      <td>
        {item.state === 'committed' && (
          <Link to="/import/$id" params={{ id: item.id }} search={{}} hash="undo" className="kern-link">
            {t('import.undo.open')}
          </Link>
        )}
        {item.state === 'checked' && (
          <Link to="/import/$id" params={{ id: item.id }} search={{}} className="kern-link">
            {t('import.goOn')}
          </Link>
        )}
      </td>
    </tr>
  )
}
