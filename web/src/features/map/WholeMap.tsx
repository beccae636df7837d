import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { wholeMapQuery } from '../../api/queries.ts'
import type { MapSearch } from '../../app/router.tsx'
import { useScope } from '../../app/scope.ts'
import { elementsOf, lacksOwner } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { visible } from './filter.ts'
import { ListedNote, presetOf, useListed } from './Listed.tsx'
import { MapFrame } from './MapFrame.tsx'
import { useMovedPlaces } from './moved.ts'
import { SphereAreas } from './SphereAreas.tsx'
import { TakeAway } from './TakeAway.tsx'

interface Props {
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
}

/** Before the reader filters: who acts and what they do. Systems, services and decisions come by filter. */
const defaults = {
  types: ['Organization', 'OrgUnit', 'Committee', 'Initiative', 'Programme'],
  relations: ['ACCOUNTABLE_FOR', 'RESPONSIBLE_FOR', 'CONTRIBUTES_TO', 'FUNDS'],
}

/** Before a list is there. */
const nothing: ReadonlySet<string> = new Set()

/** The ecosystem in its fixed geography: administration in the middle, politics above, community below. */
export function WholeMap({ search, set }: Props) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const scope = useScope()
  const query = useQuery(wholeMapQuery(scope))
  const { moved, move } = useMovedPlaces(`whole:${scope.tenant ?? 'home'}`)
  const listed = useListed(search.list)
  const only = listed && (listed.only ?? nothing)
  const preset = useMemo(() => presetOf(defaults, query.data?.nodes ?? [], only), [query.data, only])
  const filter = useMemo(() => ({ ...search, types: search.types ?? preset.types, relations: search.relations ?? preset.relations, only }), [search, preset, only])
  const shown = useMemo(() => (query.data ? visible(query.data.nodes, query.data.edges, filter) : undefined), [query.data, filter])
  const places = useMemo(() => ({ ...query.data?.positions, ...moved }), [query.data, moved])
  const elements = useMemo(
    () =>
      query.data && shown
        ? elementsOf({
            ...shown,
            hidden: new Map(),
            lean: true,
            places,
            moreLabel: (count) => t('map.more', { count }),
            gapLabel: t('map.nobody'),
          })
        : [],
    [query.data, shown, places, t],
  )
  return (
    <Await query={query} lines={12}>
      {(map) =>
        map.nodes.length === 0 || !shown ? (
          <p>{t('map.empty')}</p>
        ) : (
          <MapFrame
            loaded={{ nodes: map.nodes, edges: map.edges, hidden: new Map() }}
            shown={shown}
            search={search}
            defaults={preset}
            set={set}
            tools={<TakeAway title={t('map.whole')} lines={[`${t('map.shown', { shown: shown.nodes.length, total: map.total })} · ${t('entity.asOf', { day: formatDay(map.asOf, language) })}`]} shown={shown} places={places} geography />}
            status={
              <>
                {listed && (
                  <>
                    <ListedNote listed={listed} shown={shown.nodes} onAll={() => set({ list: undefined })} /> ·{' '}
                  </>
                )}
                {t('map.shown', { shown: shown.nodes.length, total: map.total })} · {t('entity.asOf', { day: formatDay(map.asOf, language) })}
                {map.truncated && ` · ${t('map.tooMany', { total: map.total, shown: map.nodes.length })}`}
              </>
            }
          >
            <GraphCanvas
              elements={elements}
              label={t('map.summary', { count: shown.nodes.length, gaps: shown.nodes.filter(lacksOwner).length })}
              selected={search.sel}
              fitKey={`whole ${scope.tenant ?? ''} ${listed ? `${search.list} ${only?.size}` : ''}`}
              onSelect={(id) => set({ sel: id })}
              onOpen={(id) => set({ focus: id, sel: undefined })}
              onMoved={move}
              background={<SphereAreas />}
            />
          </MapFrame>
        )
      }
    </Await>
  )
}
