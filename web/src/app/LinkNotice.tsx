import { today } from '@kommunalgraph/contract/days.ts'
import type { SavedView } from '@kommunalgraph/contract/views.ts'
import { lastDay } from '@kommunalgraph/contract/wording.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../api/client.ts'
import { entityQuery } from '../api/queries.ts'
import { formatDay } from '../ui/format.ts'
import { useLanguage } from '../ui/language.ts'
import { useScope } from './scope.ts'

/** The entity that the address of a page is about; pages that change something speak for themselves. */
function useLinked(): { id: string | undefined; saved: string | undefined } {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const { focus, saved } = useSearch({ strict: false }) as { focus?: string; saved?: string }
  if (path === '/map') return { id: focus, saved }
  // From the path and not from the parameters: on the way to another page those belong to the one, the path to the other already.
  const [, id] = /^\/e\/([^/]+)(\/impact)?$/.exec(path) ?? []
  return { id: id && decodeURIComponent(id), saved: undefined }
}

/**
 * What became of the thing that a shared link leads to: merged into another one (then the address follows it), ended, not
 * begun yet; or the saved view is gone. What is unknown or hidden is for the page itself to say, in the same words.
 */
export function LinkNotice() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const scope = useScope()
  const { id, saved } = useLinked()
  const page = useQuery({ ...entityQuery(id ?? '', scope), enabled: id !== undefined })
  // The key of the map's own question, so that it is asked once.
  const view = useQuery({ queryKey: ['/views', saved], queryFn: ({ signal }) => get<SavedView>(`/views/${encodeURIComponent(saved ?? '')}`, {}, signal), enabled: saved !== undefined, staleTime: Number.POSITIVE_INFINITY })
  const [followed, setFollowed] = useState<string>()
  const entity = page.data?.entity
  const current = entity?.id

  useEffect(() => {
    if (id === undefined || current === undefined || current === id) {
      // Whoever goes elsewhere and comes back came by another link.
      setFollowed((known) => (known === id ? known : undefined))
      return
    }
    setFollowed(current)
    // The former id may stand anywhere in the address of a map: in the middle, opened, selected.
    const follow = <Value,>(old: Value) => (old === id ? current : old)
    void navigate({
      to: '.',
      replace: true,
      params: (old) => ({ ...old, ...('id' in old ? { id: current } : {}) }),
      search: (old) =>
        Object.fromEntries(Object.entries(old as Record<string, unknown>).map(([key, value]) => [key, Array.isArray(value) ? value.map((one) => follow(String(one))) : follow(value)])) as typeof old,
    })
  }, [id, current, navigate])

  const day = scope.asOf ?? today()
  const name = entity?.name ?? ''
  const notices: ({ key: string; text: string; asOf?: string } | false | undefined)[] = [
    entity && followed === entity.id && id === entity.id && { key: 'merged', text: t('link.merged', { name }) },
    entity && entity.validUntil <= day && { key: 'ended', text: t('link.ended', { name, day: formatDay(entity.validUntil, language) }), asOf: lastDay(entity.validUntil) },
    entity && day < entity.validFrom && { key: 'begins', text: t('link.begins', { name, day: formatDay(day, language), from: formatDay(entity.validFrom, language) }), asOf: entity.validFrom },
    view.isError && { key: 'view', text: t('link.view') },
  ]
  return (
    <div className="notices" aria-live="polite">
      {notices.filter((one) => one !== undefined && one !== false).map((notice) => (
        <p key={notice.key} className="notice notice--link">
          {notice.text}{' '}
          {notice.asOf !== undefined && (
            <Link to="." search={(old) => ({ ...old, asOf: notice.asOf })} className="kern-link no-print">
              {t('link.see', { day: formatDay(notice.asOf, language) })}
            </Link>
          )}
        </p>
      ))}
    </div>
  )
}
