import type { SavedView, SavedViewBody } from '@kommunalgraph/contract/views.ts'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import type { MapLayout } from '../../graph/layout-names.ts'
import type { Places } from '../../graph/places.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'

const savedViewQuery = (id: string) =>
  queryOptions({ queryKey: ['/views', id], queryFn: ({ signal }) => get<SavedView>(`/views/${encodeURIComponent(id)}`, {}, signal), staleTime: Number.POSITIVE_INFINITY })

const none: Places = {}

/**
 * Where somebody put things in a saved view; nothing while it loads, or where it is gone: the map is then as computed.
 * They count in the layout in which they were put there.
 */
export function useSavedPlaces(id: string | undefined, layout: MapLayout | undefined): Places {
  const view = useQuery({ ...savedViewQuery(id ?? ''), enabled: id !== undefined }).data
  return view && (new URL(view.address, location.origin).searchParams.get('layout') ?? undefined) === layout ? view.places : none
}

/** Keeps what is on the screen under a name: its address, and where the reader put things. */
export function SaveView({ places }: { places: Places }) {
  const { t } = useTranslation()
  const { tenant } = useScope()
  const mayKeep = useMay('save-views')
  const client = useQueryClient()
  const [name, setName] = useState<string>()
  const save = useMutation({
    mutationFn: (given: string) => {
      const address = new URL(location.href)
      address.searchParams.delete('saved')
      const body: SavedViewBody = { name: given, address: `${address.pathname}${address.search}`, places: Object.fromEntries(Object.entries(places).map(([id, [x, y]]) => [id, [x, y]])), ...(tenant ? { tenant } : {}) }
      return post<SavedView>('/views', body)
    },
    onSuccess: () => {
      setName(undefined)
      void client.invalidateQueries({ queryKey: ['/views'] })
    },
  })
  // Views are kept by those who keep the data; everybody can share the address itself.
  if (!mayKeep) return null
  return (
    <>
      <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => setName('')}>
        <span className="kern-label">{t('views.save')}</span>
      </button>
      <Link to="/views" className="kern-link no-print">
        {t('views.title')}
      </Link>
      {save.isSuccess && name === undefined && <span role="status">{t('views.saved', { name: save.data.name })}</span>}
      {name !== undefined && (
        <FormDialog
          title={t('views.saveTitle')}
          onSubmit={() => save.mutate(name.trim())}
          onClose={() => setName(undefined)}
          error={save.error}
          submitLabel={t('views.confirm')}
          cancelLabel={t('quality.cancel')}
          disabled={save.isPending || name.trim() === ''}
        >
          <p>{t('views.help')}</p>
          <label className="parameter">
            <span className="search__label">{t('views.name')}</span>
            <input className="search__input" maxLength={120} required value={name} onChange={(event) => setName(event.target.value)} />
          </label>
        </FormDialog>
      )}
    </>
  )
}
