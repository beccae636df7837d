import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { gapQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'

/** One kind of gap: what it means, what to do, and every case with its reason. */
export function GapPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { kind } = useParams({ from: '/gaps/$kind' })
  const scope = useScope()
  const query = useQuery(gapQuery(kind, scope))
  return (
    <div className="page">
      <p className="crumbs">
        <Link to="/gaps" className="kern-link">
          {t('app.nav.gaps')}
        </Link>
      </p>
      <Await query={query} lines={6} notFound={t('gaps.unknownKind')}>
        {(gap) => (
          <>
            <PageTitle title={pick(gap.label)} />
            <h1 className="answer">{pick(gap.sentence)}</h1>
            <p className="lead">
              {pick(gap.help)} <strong>{pick(gap.next)}</strong>
            </p>
            {gap.items.length > 0 && (
              <p className="actions no-print">
                <Link to="/map" search={{ list: `gap=${kind}` }} className="kern-btn kern-btn--secondary">
                  <span className="kern-label">{t('gaps.asMap')}</span>
                </Link>
                <Link to="/entities" search={{ gap: kind }} className="kern-btn kern-btn--secondary">
                  <span className="kern-label">{t('gaps.asList')}</span>
                </Link>
                <a className="kern-btn kern-btn--secondary" href={apiUrl(`/gaps/${encodeURIComponent(kind)}`, { ...scope, format: 'xlsx' })} download>
                  <span className="kern-label">{t('gaps.asWorkbook')}</span>
                </a>
              </p>
            )}
            {gap.items.length > 0 && (
              <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(gap.label)}>
                <table className="kern-table table">
                  <thead>
                    <tr>
                      <th scope="col">{t('gaps.entity')}</th>
                      <th scope="col">{t('gaps.reason')}</th>
                      <th scope="col">{t('gaps.owners')}</th>
                      <th scope="col">{t('gaps.unit')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {gap.items.map((item) => (
                      <tr key={item.entity.id}>
                        <th scope="row">
                          <EntityLink entity={item.entity} />
                        </th>
                        <td>{pick(item.reason)}</td>
                        <td>
                          {item.owners.map((owner) => (
                            <EntityLink key={owner.id} entity={owner} />
                          ))}
                        </td>
                        <td>{item.unit ? <EntityLink entity={item.unit} /> : <span className="muted">{t('gaps.nobody')}</span>}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {gap.truncated && <p className="muted">{t('gaps.truncated', { shown: gap.items.length, total: gap.total })}</p>}
          </>
        )}
      </Await>
    </div>
  )
}
