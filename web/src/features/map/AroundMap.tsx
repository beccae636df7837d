import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { useScope } from '../../app/scope.ts'
import { elementsOf, lacksOwner } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { ErrorNote, Loading } from '../../ui/Status.tsx'
import { visible } from './filter.ts'
import { onlyThese } from './find.ts'
import { MapFrame } from './MapFrame.tsx'
import { useMovedPlaces } from './moved.ts'
import { SaveView, useSavedPlaces } from './SaveView.tsx'
import { useSpoken } from './spoken.ts'
import { TakeAway } from './TakeAway.tsx'
import { useMapTools } from './useMapTools.ts'
import { useNeighbourhoods } from './useNeighbourhoods.ts'

/** While nothing is loaded. */
const nothingShown = { nodes: [], edges: [] }

interface Props {
  focus: string
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
}

const none: readonly string[] = []

/** One entity and its neighbours; each neighbour says how many more it has and can be opened; opening can be undone. */
export function AroundMap({ focus, search, set }: Props) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const scope = useScope()
  const open = search.open ?? none
  const { moved, move } = useMovedPlaces(focus)
  const saved = useSavedPlaces(search.saved)
  const arranged = useMemo(() => ({ ...saved, ...moved }), [saved, moved])
  const { first, loaded, places, opening, failed } = useNeighbourhoods(focus, search.depth ?? 1, open, scope, arranged)

  const shown = useMemo(() => (loaded ? onlyThese(visible(loaded.nodes, loaded.edges, search, focus), search.these) : undefined), [loaded, search, focus])
  const elements = useMemo(
    () =>
      loaded && shown && places
        ? elementsOf({ ...shown, hidden: loaded.hidden, places, focus, moreLabel: (count) => t('map.more', { count }), gapLabel: t('map.nobody') })
        : [],
    [loaded, shown, places, focus, t],
  )
  const say = useSpoken(shown ?? nothingShown)
  const marking = useMapTools(shown ?? nothingShown, search)
  const expand = (id: string) => {
    if (loaded?.hidden.has(id) && !open.includes(id)) set({ open: [...open, id] })
  }

  if (first.isError && !first.data) return <ErrorNote error={first.error} retry={() => void first.refetch()} notFound={t('entity.notFound')} />
  if (!loaded || !shown) return <Loading lines={10} />
  const total = Math.max(loaded.total, loaded.nodes.length)
  return (
    <MapFrame
      loaded={loaded}
      shown={shown}
      search={search}
      set={set}
      onExpand={expand}
      marking={marking}
      status={
        <>
          {t('map.shown', { shown: shown.nodes.length, total })} · {t('entity.asOf', { day: formatDay(loaded.asOf, language) })}
          {loaded.truncated && ` · ${t('map.truncated')}`}
          {opening && ` · ${t('status.loading')}`}
        </>
      }
      tools={
        <>
          <button type="button" className="kern-btn kern-btn--secondary no-print" disabled={open.length === 0} onClick={() => set({ open: open.length > 1 ? open.slice(0, -1) : undefined })}>
            <span className="kern-label">{t('map.undo')}</span>
          </button>
          <label className="tool no-print">
            <span className="tool__label">{t('map.depth')}</span>
            <select className="tool__select" value={search.depth ?? 1} onChange={(event) => set({ depth: Number(event.target.value) === 1 ? undefined : Number(event.target.value) })}>
              {[1, 2, 3].map((depth) => (
                <option key={depth} value={depth}>
                  {depth}
                </option>
              ))}
            </select>
          </label>
          {places && (
            <TakeAway
              title={t('map.around', { name: loaded.nodes.find(({ id }) => id === focus)?.name ?? '' })}
              lines={[`${t('map.shown', { shown: shown.nodes.length, total })} · ${t('entity.asOf', { day: formatDay(loaded.asOf, language) })}`]}
              shown={shown}
              places={places}
              sizes={marking.marks.sizes}
              focus={focus}
            />
          )}
          <SaveView places={arranged} />
        </>
      }
    >
      {failed !== undefined && <ErrorNote error={failed} />}
      <GraphCanvas
        elements={elements}
        label={t('map.summary', { count: shown.nodes.length, gaps: shown.nodes.filter(lacksOwner).length })}
        selected={search.sel}
        fitKey={`${focus} ${places ? 'placed' : ''} ${search.depth ?? 1}`}
        onSelect={(id) => set({ sel: id?.startsWith('gap:') ? undefined : id })}
        onOpen={expand}
        onMoved={move}
        say={say}
        marks={marking.marks}
      />
    </MapFrame>
  )
}
