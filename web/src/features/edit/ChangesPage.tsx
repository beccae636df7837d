import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { ErrorNote, Loading } from '../../ui/Status.tsx'
import { LogEntry } from '../entity/LogEntry.tsx'
import { drafts, dropDraft } from './drafts.ts'
import './edit.css'
import { texts } from './texts.ts'

/** The log as a feed, and what was begun on this device and not saved. */
export function ChangesPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { tenant } = useScope()
  const query = useInfiniteQuery({
    queryKey: ['/changes', tenant],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<HistoryAnswer>('/changes', { tenant, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const entries = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page">
      <PageTitle title={pick(texts.feedTitle)} />
      <h1 className="answer">{pick(texts.feedTitle)}</h1>
      <p className="lead">
        {pick(texts.feedLead)}{' '}
        <Link to="/ownership-changes" className="kern-link">
          {pick(texts.diffTitle)}
        </Link>
      </p>
      <Drafts />
      {query.isError && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={8} />}
      {query.data && entries.length === 0 && <p>{pick(texts.feedNone)}</p>}
      <ol className="plain">
        {entries.map((entry) => (
          <LogEntry key={entry.seq} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage && (
        <p>
          <button type="button" className="kern-btn kern-btn--secondary" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            <span className="kern-label">{t('history.older')}</span>
          </button>
        </p>
      )}
    </div>
  )
}

function Drafts() {
  const { language, pick } = useLanguage()
  const [list, setList] = useState(drafts)
  if (list.length === 0) return null
  const when = (iso: string) => new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso))
  return (
    <section aria-labelledby="drafts" className="form__similar">
      <h2 id="drafts">{pick(texts.draftsTitle)}</h2>
      <p>{pick(texts.draftsText)}</p>
      <ul className="plain">
        {list.map((draft) => (
          <li key={draft.key}>
            {/* The path of a draft carries its own parameters; a plain link keeps them. */}
            <a href={draft.href} className="kern-link">
              {draft.title}
            </a>{' '}
            <span className="muted">{when(draft.at)}</span>{' '}
            <button
              type="button"
              className="form__chip-remove"
              aria-label={pick(texts.draftDrop(draft.title))}
              onClick={() => {
                dropDraft(draft.key)
                setList(drafts())
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
