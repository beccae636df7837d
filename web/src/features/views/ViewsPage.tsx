import { dayOf } from '@kommunalgraph/contract/days.ts'
import type { SavedViewHead, SavedViews } from '@kommunalgraph/contract/views.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { del, get } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { useKeeps, useMay } from '../../app/session.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await } from '../../ui/Status.tsx'

/** Where a saved view leads: its address, with the places that were kept with it. */
function addressOf({ id, address }: SavedViewHead): string {
  const url = new URL(address, location.origin)
  url.searchParams.set('saved', id)
  return `${url.pathname}${url.search}`
}

/** Everything that was kept under a name, newest first. */
export function ViewsPage() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { tenant } = useScope()
  const mayKeep = useMay('save-views')
  const query = useQuery({ queryKey: ['/views', { tenant }], queryFn: ({ signal }) => get<SavedViews>('/views', { tenant }, signal) })
  const [leaving, setLeaving] = useState<SavedViewHead>()
  return (
    <div className="page">
      <PageTitle title={t('views.title')} />
      <Await query={query} lines={5}>
        {({ items }) => (
          <>
            <h1 className="answer">{t('views.sentence', { count: items.length })}</h1>
            <p className="lead">
              {t(mayKeep ? 'views.lead' : 'views.publicLead')}{' '}
              <Link to="/map" className="kern-link">
                {t('views.toMap')}
              </Link>
            </p>
            <ul className="plain">
              {items.map((view) => (
                <li key={view.id} className="kept-row">
                  <span>
                    {/* A whole address of this view, kept as text: the router reads it when the page is there. */}
                    <a className="kern-link" href={addressOf(view)}>
                      {view.name}
                    </a>
                    <span className="chain__detail">{t('views.kept', { day: formatDay(dayOf(view.at), language), by: view.by })}</span>
                  </span>
                  <RemoveButton view={view} onClick={() => setLeaving(view)} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Await>
      {leaving && <Remove view={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  )
}

/** Only for whoever keeps this view. */
function RemoveButton({ view, onClick }: { view: SavedViewHead; onClick: () => void }) {
  const { t } = useTranslation()
  if (!useKeeps(view.by)) return null
  return (
    <button type="button" className="kern-btn kern-btn--tertiary" aria-label={t('views.removeOf', { name: view.name })} onClick={onClick}>
      <span className="kern-label">{t('views.remove')}</span>
    </button>
  )
}

function Remove({ view, onClose }: { view: SavedViewHead; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => del<{ id: string }>(`/views/${encodeURIComponent(view.id)}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['/views'] })
      onClose()
    },
  })
  return (
    <FormDialog title={t('views.removeTitle', { name: view.name })} onSubmit={() => remove.mutate()} onClose={onClose} error={remove.error} submitLabel={t('views.remove')} cancelLabel={t('quality.cancel')} disabled={remove.isPending}>
      <p>{t('views.removeText')}</p>
    </FormDialog>
  )
}
