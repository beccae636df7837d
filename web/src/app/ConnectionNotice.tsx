import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, get } from '../api/client.ts'

/**
 * Says when server or database are away, asks /ready every two seconds, and refreshes what failed when they return.
 * What was loaded stays visible meanwhile.
 */
export function ConnectionNotice() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [away, setAway] = useState<'database' | 'server' | undefined>()

  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        const error = event.query.state.error
        if (event.type === 'updated' && event.query.state.status === 'error' && error instanceof ApiError && error.temporary) {
          setAway(error.status === 0 ? 'server' : 'database')
        }
      }),
    [client],
  )

  useEffect(() => {
    if (!away) return
    const timer = setInterval(() => {
      get('/ready')
        .then(() => {
          setAway(undefined)
          void client.invalidateQueries()
        })
        .catch((error: unknown) => setAway(error instanceof ApiError && error.status === 0 ? 'server' : 'database'))
    }, 2000)
    return () => clearInterval(timer)
  }, [away, client])

  return (
    <div aria-live="polite" className="connection">
      {away && <p className="connection__text">{t(away === 'server' ? 'status.offline' : 'status.away')}</p>}
    </div>
  )
}
