import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { useLanguage } from './language.ts'

/** The shape of what comes; after two seconds it says what it waits for. */
export function Loading({ lines = 3 }: { lines?: number }) {
  const { t } = useTranslation()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 2000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="loading" role="status">
      <span className="kern-sr-only">{t('status.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="loading__line" style={{ width: `${90 - ((line * 17) % 40)}%` }} aria-hidden="true" />
      ))}
      {slow && <p className="muted">{t('status.waitingFor')}</p>}
    </div>
  )
}

/** An error as a sentence with the next step; never a code alone. What the API says of single fields is for those who look after it. */
export function ErrorNote({ error, retry, notFound }: { error: unknown; retry?: () => void; notFound?: string }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const known = error instanceof ApiError ? error : undefined
  // What is unknown and what is hidden look the same, also in their details.
  const missing = known?.status === 404 && notFound !== undefined
  const text =
    known?.status === 404 && notFound ? notFound : known?.problem ? pick(known.problem.sentence) : known ? t('status.offline') : t('status.failed')
  return (
    <div className={`kern-alert ${known?.status === 404 ? 'kern-alert--info' : 'kern-alert--danger'}`} role="alert">
      <div className="kern-alert__body">
        <p className="kern-body">{text}</p>
        {missing && (
          <p className="kern-body">
            {t('status.missingNext')}{' '}
            <Link to="/entities" search={{}} className="kern-link">
              {t('app.nav.list')}
            </Link>
          </p>
        )}
        {known?.problem?.errors && !missing && (
          <details>
            <summary>{t('status.details')}</summary>
            {known.problem.errors.map((one) => (
              <p className="kern-body kern-body--small" key={one.path}>
                {one.path}: {one.message}
                {one.allowed && one.allowed.length <= 12 ? ` (${one.allowed.join(', ')})` : ''}
              </p>
            ))}
          </details>
        )}
        {retry && known?.status !== 404 && (
          <button type="button" className="kern-btn kern-btn--secondary" onClick={retry}>
            <span className="kern-label">{t('status.retry')}</span>
          </button>
        )}
      </div>
    </div>
  )
}

/** Loading, error or content of one query. What was loaded stays on screen while the database is away. */
export function Await<Data>({ query, children, lines, notFound }: { query: UseQueryResult<Data>; children: (data: Data) => ReactNode; lines?: number; notFound?: string }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ErrorNote error={query.error} retry={() => void query.refetch()} {...(notFound ? { notFound } : {})} />
  return <Loading {...(lines ? { lines } : {})} />
}
