import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { ErrorNote, Loading } from '../../ui/Status.tsx'
import { LogEntry } from './LogEntry.tsx'

/** Who changed what, when and why; loads when it is opened. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <details className="relation-group history no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('history.title')}</h2>
      </summary>
      {open && <Entries id={id} />}
    </details>
  )
}

function Entries({ id }: { id: string }) {
  const { t } = useTranslation()
  const { tenant } = useScope()
  const path = `/entities/${encodeURIComponent(id)}/history`
  const query = useInfiniteQuery({
    queryKey: [path, tenant],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<HistoryAnswer>(path, { tenant, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  if (query.isError) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={3} />
  const entries = query.data.pages.flatMap((page) => page.items)
  if (entries.length === 0) return <p className="muted">{t('history.none')}</p>
  return (
    <>
      <ol className="plain">
        {entries.map((entry) => (
          <LogEntry key={entry.seq} entry={entry} about={id} />
        ))}
      </ol>
      {query.hasNextPage && (
        <button type="button" className="kern-btn kern-btn--secondary" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <span className="kern-label">{t('history.older')}</span>
        </button>
      )}
    </>
  )
}
