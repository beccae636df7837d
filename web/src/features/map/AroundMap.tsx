import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { useScope } from '../../app/scope.ts'
import { elementsOf, lacksOwner } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import type { Places } from '../../graph/places.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { ErrorNote, Loading } from '../../ui/Status.tsx'
import { shownWith } from './bridged.ts'
import { LayoutGround, roomFor } from './LayoutGround.tsx'
import { MapFrame } from './MapFrame.tsx'
import { useMovedPlaces } from './moved.ts'
import { SaveView, useSavedPlaces } from './SaveView.tsx'
import { useSpoken } from './spoken.ts'
import { mostNamedAtOnce, useArrangement, useForeground, useLayoutNotes, useOver, useTogether, useWhere } from './useLayout.ts'
import { TakeAway } from './TakeAway.tsx'
import { useMapTools } from './useMapTools.ts'
import { useNeighbourhoods } from './useNeighbourhoods.ts'

/** While nothing is loaded. */
const nothingShown = { nodes: [], edges: [], implied: [] }

interface Props {
  focus: string
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
}

const none: readonly string[] = []
const nowhere: Places = {}

/** One entity and its neighbours; each neighbour says how many more it has and can be opened; opening can be undone. */
export function AroundMap({ focus, search, set }: Props) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const scope = useScope()
  const open = search.open ?? none
  const { layout } = search
  const { moved, move } = useMovedPlaces(layout ? `${focus}:${layout}` : focus)
  const saved = useSavedPlaces(search.saved, layout)
  const arranged = useMemo(() => ({ ...saved, ...moved }), [saved, moved])
  const { first, loaded, places: around, opening, failed } = useNeighbourhoods(focus, search.depth ?? 1, open, scope, layout ? nowhere : arranged)

  const shown = useMemo(() => (loaded ? shownWith(loaded.nodes, loaded.edges, search, search.bridge, search, focus) : undefined), [loaded, search, focus])
  const arrangement = useArrangement(layout, shown, focus)
  const places = useMemo(() => (arrangement ? { ...arrangement.places, ...arranged } : around), [arrangement, arranged, around])
  const where = useWhere(arrangement)
  const notes = useLayoutNotes(layout, arrangement, shown, search.bridge !== undefined)
  const foreground = useForeground(layout, arrangement)
  const together = useTogether(arrangement)
  const overOf = useOver()
  const elements = useMemo(
    () =>
      loaded && shown && places
        ? elementsOf({
            ...shown,
            implied: shown.implied.map((line) => ({ ...line, label: overOf(line, true) })),
            hidden: loaded.hidden,
            places,
            focus,
            lean: arrangement !== undefined && shown.nodes.length > mostNamedAtOnce,
            quiet: arrangement?.quiet,
            foreground,
            moreLabel: (count) => t('map.more', { count }),
            gapLabel: t('map.nobody'),
          })
        : [],
    [loaded, shown, places, focus, arrangement, foreground, overOf, t],
  )
  const say = useSpoken(shown ?? nothingShown, where)
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
      order={arrangement?.order}
      where={where}
      search={search}
      set={set}
      onExpand={expand}
      marking={marking}
      status={
        <>
          {t('map.shown', { shown: shown.nodes.length, total })} · {t('entity.asOf', { day: formatDay(loaded.asOf, language) })}
          {notes.map((note) => ` · ${note}`)}
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
              lines={[[t('map.shown', { shown: shown.nodes.length, total }), t('entity.asOf', { day: formatDay(loaded.asOf, language) })].join(' · '), ...notes]}
              arrangement={arrangement}
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
        fitKey={`${focus} ${places ? 'placed' : ''} ${search.depth ?? 1} ${layout ?? ''}`}
        onSelect={(id) => set({ sel: id?.startsWith('gap:') ? undefined : id })}
        onOpen={expand}
        onMoved={move}
        say={say}
        marks={marking.marks}
        background={arrangement && <LayoutGround arrangement={arrangement} />}
        room={arrangement && roomFor(arrangement)}
        together={together}
      />
    </MapFrame>
  )
}
