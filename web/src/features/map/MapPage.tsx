import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { entityQuery } from '../../api/queries.ts'
import type { MapSearch } from '../../app/router.tsx'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { Explained } from '../../ui/Explained.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { AroundMap } from './AroundMap.tsx'
import { WholeMap } from './WholeMap.tsx'

/** The map: around one entity, or the whole ecosystem. Everything that changes it stands in the URL. */
export function MapPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/map' })
  const scope = useScope()
  const navigate = useNavigate({ from: '/map' })
  const entity = useQuery({ ...entityQuery(search.focus ?? '', scope), enabled: search.focus !== undefined })
  useFollowTenant(entity.data?.entity.tenant)
  const set = (change: Partial<MapSearch>) => void navigate({ search: (old) => ({ ...old, ...change }) })
  const name = entity.data?.entity.name
  return (
    <div className="map-page">
      <PageTitle title={name ? `${t('app.nav.map')}: ${name}` : t('app.nav.map')} />
      <div className="map-page__head">
        <h1 className="map-page__title">{search.focus ? (entity.isError && !name ? t('app.nav.map') : t('map.around', { name: name ?? '…' })) : search.list ? t('map.listTitle') : t('map.whole')}</h1>
        <div className="map-page__search no-print">
          <SearchBox label={t('map.goTo')} placeholder={t('map.goTo')} onChoose={(hit) => set({ focus: hit.id, open: undefined, sel: undefined, depth: undefined })} />
        </div>
        {search.focus && (
          <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => set({ focus: undefined, open: undefined, sel: undefined, depth: undefined, relations: undefined })}>
            <span className="kern-label">{t('map.showWhole')}</span>
          </button>
        )}
      </div>
      <Explained page="map" />
      {search.focus ? <AroundMap key={search.focus} focus={search.focus} search={search} set={set} /> : <WholeMap search={search} set={set} />}
    </div>
  )
}
