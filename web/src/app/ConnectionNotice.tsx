import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, get } from '../api/client.ts'

/** Between two tries. */
const RETRY_MS = 2_000
/** Told to the window by whatever notices that the server is away. */
const CONNECTION_LOST = 'kg:connection-lost'

/** Says that the server is away, and resolves when it answers again. */
export async function untilBack(): Promise<void> {
  dispatchEvent(new Event(CONNECTION_LOST))
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    if (await get('/ready').then(() => true, () => false)) return
  }
}

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

  // The device may know before any question fails, and a page that could not be fetched is no question.
  useEffect(() => {
    const lost = () => setAway('server')
    addEventListener('offline', lost)
    addEventListener(CONNECTION_LOST, lost)
    return () => {
      removeEventListener('offline', lost)
      removeEventListener(CONNECTION_LOST, lost)
    }
  }, [])

  useEffect(() => {
    if (!away) return
    const timer = setInterval(() => {
      get('/ready')
        .then(() => {
          setAway(undefined)
          void client.invalidateQueries()
        })
        .catch((error: unknown) => setAway(error instanceof ApiError && error.status === 0 ? 'server' : 'database'))
    }, RETRY_MS)
    return () => clearInterval(timer)
  }, [away, client])

  return (
    <div aria-live="polite" className="connection">
      {away && <p className="connection__text">{t(away === 'server' ? 'status.offline' : 'status.away')}</p>}
    </div>
  )
}
