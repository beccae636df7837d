import type { MapBubble, WholeMap } from '@kommunalgraph/contract/answers.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { useScope } from '../../app/scope.ts'
import { bubbleElements, bubbleWidths, drawnTies } from '../../graph/bubbles.ts'
import { elementsOf } from '../../graph/elements.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { formatDay, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypePlural } from '../../ui/ontology.ts'
import { BubbleDetails, BubbleList, bubbleLink } from './Bubbles.tsx'
import { Details } from './Details.tsx'
import { Legend } from './Legend.tsx'
import { MapFilters } from './MapFilters.tsx'
import { MapList } from './MapList.tsx'
import { MapToolbar } from './MapToolbar.tsx'
import { useMovedPlaces } from './moved.ts'
import { SphereAreas } from './SphereAreas.tsx'
import { useSpoken } from './spoken.ts'
import { TakeAway } from './TakeAway.tsx'
import { useMapTools } from './useMapTools.ts'
import { ViewSwitch } from './ViewSwitch.tsx'

interface Props {
  map: WholeMap
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
  /** What was opened last is still on its way. */
  loading: boolean
}

const noneHidden: ReadonlyMap<string, number> = new Map()
const noDefaults: Partial<MapSearch> = {}

/** The ecosystem as counted bubbles, because it has too many entries for a picture; bubbles open on demand. */
export function BubbleMap({ map, search, set, loading }: Props) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const scope = useScope()
  const { moved, move } = useMovedPlaces(`bubbles:${scope.tenant ?? 'home'}`)
  const { types, spheres } = search
  const bubbles = useMemo(
    () => map.bubbles.filter(({ type, sphere }) => (!types || types.includes(type)) && (!spheres || sphere === null || spheres.includes(sphere))),
    [map.bubbles, types, spheres],
  )
  const shown = useMemo(() => {
    const kept = new Set(bubbles.map(({ type }) => type))
    const nodes = map.nodes.filter((node) => kept.has(node.type))
    const ids = new Set(nodes.map(({ id }) => id))
    return { nodes, edges: map.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) }
  }, [map.nodes, map.edges, bubbles])
  const places = useMemo(() => ({ ...Object.fromEntries(bubbles.map(({ key, place }) => [key, place])), ...map.positions, ...moved }), [bubbles, map.positions, moved])
  const nodeIds = useMemo(() => new Set(shown.nodes.map(({ id }) => id)), [shown])
  const ties = useMemo(() => {
    const keys = new Set(bubbles.map(({ key }) => key))
    return drawnTies(map.ties, bubbles, search.sel).filter(({ from }) => keys.has(from) || nodeIds.has(from))
  }, [map.ties, bubbles, nodeIds, search.sel])
  const label = useMemo(() => (bubble: MapBubble) => labelOf(bubble, pick(entityTypePlural(bubble.type)), (count) => formatNumber(count, language)), [language, pick])
  const elements = useMemo(
    () => [
      ...bubbleElements({ bubbles, ties, places, label, counted: (count) => formatNumber(count, language), chosen: search.sel }),
      ...elementsOf({ ...shown, hidden: noneHidden, lean: true, places, moreLabel: () => '', gapLabel: t('map.nobody') }),
    ],
    [shown, bubbles, ties, places, label, search.sel, language, t],
  )
  const named = useMemo(
    () => ({ nodes: [...shown.nodes, ...bubbles.map((bubble) => ({ id: bubble.key, name: pick(entityTypePlural(bubble.type)) }))], edges: shown.edges }),
    [shown, bubbles, pick],
  )
  const marking = useMapTools(named, search)
  const spokenNode = useSpoken(shown)
  const byKey = useMemo(() => new Map(map.bubbles.map((bubble) => [bubble.key, bubble])), [map.bubbles])
  const sphereName = (sphere: string | null) => (sphere === null ? t('bubbles.noSphere') : pick(codeLabel('sphere', sphere)))
  const say = (id: string, from?: string) => {
    const bubble = byKey.get(id)
    return bubble ? `${label(bubble).replaceAll('\n', ' ')}, ${sphereName(bubble.sphere)}. ${bubble.open ? t('bubbles.isOpen') : t('bubbles.enter')}` : spokenNode(id, from)
  }
  const counts = useMemo(() => countsOf(map.bubbles), [map.bubbles])
  const { open, close } = bubbleLink(search, set)
  const opened = map.bubbles.filter((bubble) => bubble.open)
  const status = [
    t('bubbles.why', { total: formatNumber(map.total, language), count: map.bubbles.length }),
    ...opened.map((bubble) => t('bubbles.opened', { shown: bubble.open?.shown, count: formatNumber(bubble.count, language), type: pick(entityTypePlural(bubble.type)), sphere: sphereName(bubble.sphere) })),
    ...(bubbles.length < map.bubbles.length ? [t('bubbles.filtered', { count: bubbles.length })] : []),
    t('bubbles.ties', { shown: ties.length, count: map.ties.filter(({ from }) => byKey.has(from)).length }),
    ...(search.list === undefined ? [] : [t('bubbles.noList')]),
    ...(search.before === undefined ? [] : [t('bubbles.noCompare')]),
    ...(search.layout === undefined && search.bridge === undefined ? [] : [t('bubbles.noLayout')]),
    `${t('entity.asOf', { day: formatDay(map.asOf, language) })}.`,
  ].join(' ')
  const list = search.view === 'list'
  const chosen = search.sel === undefined ? undefined : byKey.get(search.sel)
  const loaded = { nodes: shown.nodes, edges: shown.edges, hidden: noneHidden }
  const width = bubbleWidths(bubbles)
  return (
    <div className="map-frame">
      <MapFilters nodes={shown.nodes} edges={[]} counts={counts} search={search} defaults={noDefaults} set={set} />
      <div className="map-frame__main">
        <div className="map-frame__bar">
          <p className="map-frame__status" role="status">
            {status}
            {loading && ` ${t('status.loading')}`}
          </p>
          <div className="map-frame__tools">
            <TakeAway
              title={t('map.whole')}
              lines={[status]}
              shown={shown}
              places={places}
              bubbles={bubbles.map((bubble) => ({ id: bubble.key, label: label(bubble), sphere: bubble.sphere, width: width.get(bubble.key) ?? 0, open: bubble.open !== null }))}
              ties={ties}
              geography
            />
            <ViewSwitch list={list} set={set} />
          </div>
        </div>
        <MapToolbar tools={marking} nodes={named.nodes} search={search} set={set} findOnly />
        <div className="map-frame__view">
          {list ? (
            <>
              {opened.length > 0 && (
                <>
                  <BubbleList label={t('bubbles.openList')} bubbles={bubbles.filter((bubble) => bubble.open)} all={byKey} hits={undefined} ties={map.ties} sphereName={sphereName} open={open} close={close} />
                  <MapList shown={shown} hidden={noneHidden} search={search} set={set} tools={marking} />
                </>
              )}
              <BubbleList label={t('bubbles.list')} bubbles={bubbles.filter((bubble) => !bubble.open)} all={byKey} hits={marking.marks.hits} ties={map.ties} sphereName={sphereName} open={open} close={close} />
            </>
          ) : (
            <GraphCanvas
              elements={elements}
              label={t('bubbles.summary', { count: bubbles.length, total: formatNumber(map.total, language) })}
              selected={search.sel}
              fitKey={`bubbles ${scope.tenant ?? ''}`}
              onSelect={(id) => set({ sel: id?.includes(' ') ? undefined : id })}
              onOpen={(id) => (byKey.get(id)?.open ? close(id) : byKey.has(id) ? open(id, 1) : set({ focus: id, sel: undefined }))}
              onMoved={move}
              say={say}
              marks={marking.marks}
              background={
                <>
                  <SphereAreas />
                  {bubbles.some(({ sphere }) => sphere === null) && (
                    <text x={-1040} y={800} className="sphere-name" fill="currentColor" textAnchor="middle">
                      {t('bubbles.noSphere')}
                    </text>
                  )}
                </>
              }
            />
          )}
          {chosen && <BubbleDetails bubble={chosen} ties={map.ties} bubbles={byKey} sphereName={sphereName} open={open} close={close} onClose={() => set({ sel: undefined })} />}
          {search.sel && !chosen && <Details id={search.sel} loaded={loaded} search={search} set={set} />}
        </div>
        <p className="map-tools__said muted">{t('bubbles.legend')}</p>
        {shown.nodes.length > 0 && <Legend nodes={shown.nodes} edges={shown.edges} />}
      </div>
    </div>
  )
}

function labelOf({ count, open }: MapBubble, plural: string, number: (count: number) => string): string {
  const pages = open && open.pages > 1 ? `${number(open.shown)}/${number(count)}` : number(count)
  return `${pages}\n${plural}`
}

/** How many entries of each type and sphere there are, for the filters. */
function countsOf(bubbles: readonly MapBubble[]) {
  const types = new Map<string, number>()
  const spheres = new Map<string, number>()
  for (const { type, sphere, count } of bubbles) {
    types.set(type, (types.get(type) ?? 0) + count)
    if (sphere !== null) spheres.set(sphere, (spheres.get(sphere) ?? 0) + count)
  }
  return { types, spheres }
}
