import type { MapNode } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listIdsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { type ListSearch, listSearch, parseSearch } from '../../url-state.ts'

export interface Listed {
  list: ListSearch
  /** Ids of the list. */
  only: ReadonlySet<string> | undefined
  error: unknown
  retry: () => void
}

/** The entries of the list that a map is of, by the list's own address; undefined for a map of everything. */
export function useListed(text: string | undefined): Listed | undefined {
  const list = useMemo(() => (text === undefined ? undefined : listSearch(parseSearch(text))), [text])
  const query = useQuery({ ...listIdsQuery(list ?? {}, useScope()), enabled: list !== undefined })
  const only = useMemo(() => (query.data ? new Set(query.data) : undefined), [query.data])
  return list && { list, only, error: query.error, retry: () => void query.refetch() }
}

/** What such a map shows of itself: also the types that the list holds, which a map of everything leaves out, and all relations to them. */
export function presetOf(defaults: { types: string[]; relations?: string[] }, nodes: readonly MapNode[], only: ReadonlySet<string> | undefined): { types: string[]; relations?: string[] } {
  if (!only) return defaults
  return { types: [...new Set([...defaults.types, ...nodes.filter(({ id }) => only.has(id)).map(({ type }) => type)])] }
}

/** How many of the list the map shows, with the way back to it and the way to everything. */
export function ListedNote({ listed, shown }: { listed: Listed; shown: readonly MapNode[] }) {
  const { t } = useTranslation()
  const { list, only, error, retry } = listed
  if (!only && error) {
    return (
      <>
        {t('map.listFailed')}{' '}
        <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={retry}>
          <span className="kern-label">{t('status.retry')}</span>
        </button>
      </>
    )
  }
  if (!only) return <>{t('status.loading')}</>
  return (
    <>
      {t('map.ofList', { count: shown.filter(({ id }) => only.has(id)).length })}{' '}
      <Link to="/entities" search={list} className="kern-link">
        {t('map.toList')}
      </Link>{' '}
      <Link to="/map" search={(old) => ({ ...old, list: undefined })} className="kern-link no-print">
        {t('map.all')}
      </Link>
    </>
  )
}
