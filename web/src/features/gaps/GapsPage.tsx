import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { gapsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'

/** The nine kinds of gaps with their counts; each number leads to its list. */
export function GapsPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  const query = useQuery(gapsQuery(scope))
  return (
    <div className="page">
      <PageTitle title={t('app.nav.gaps')} />
      <Await query={query} lines={9}>
        {(gaps) => (
          <>
            <h1 className="answer">{pick(gaps.sentence)}</h1>
            <Explained page="gaps" />
            <ul className="gap-kinds">
              {gaps.kinds.map((kind) => (
                <li key={kind.kind}>
                  <Link to="/gaps/$kind" params={{ kind: kind.kind }} className="gap-kind">
                    <strong className={kind.count > 0 ? 'count__number' : 'count__number count__number--none'}>{kind.count}</strong>
                    <span>
                      <span className="gap-kind__label">{pick(kind.label)}</span>
                      <span className="gap-kind__help">{pick(kind.help)}</span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            {gaps.total > 0 && (
              <p className="no-print">
                <a className="kern-link" href={apiUrl('/gaps', { ...scope, format: 'xlsx' })} download>
                  {t('gaps.allAsWorkbook')}
                </a>
              </p>
            )}
            <p>
              {t('gaps.ownershipAsk')}{' '}
              <Link to="/ownership-changes" className="kern-link">
                {t('gaps.ownershipLink')}
              </Link>
            </p>
          </>
        )}
      </Await>
    </div>
  )
}
