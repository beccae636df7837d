import { today } from '@kommunalgraph/contract/days.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { wholeMapQuery } from '../../api/queries.ts'
import type { MapSearch } from '../../app/router.tsx'
import { useScope } from '../../app/scope.ts'
import { compared } from '../../graph/compare.ts'
import { elementsOf, lacksOwner } from '../../graph/elements.ts'
import { presetFor } from '../../graph/layout.ts'
import { GraphCanvas } from '../../graph/GraphCanvas.tsx'
import { formatDay, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { BubbleMap } from './BubbleMap.tsx'
import { shownWith } from './bridged.ts'
import { LayoutGround, roomFor } from './LayoutGround.tsx'
import { ListedNote, presetOf, useListed } from './Listed.tsx'
import { MapFrame } from './MapFrame.tsx'
import { useMovedPlaces } from './moved.ts'
import { SaveView, useSavedPlaces } from './SaveView.tsx'
import { SphereAreas } from './SphereAreas.tsx'
import { useSpoken } from './spoken.ts'
import { TakeAway } from './TakeAway.tsx'
import { TimeBar } from './TimeBar.tsx'
import { useMapTools } from './useMapTools.ts'
import { mostNamedAtOnce, useArrangement, useForeground, useLayoutNotes, useOver, useTogether, useWhere } from './useLayout.ts'

/** While nothing is loaded. */
const nothingShown = { nodes: [], edges: [], implied: [] }

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

/** The ecosystem in its fixed geography, on one day or on two days laid over each other. */
export function WholeMap({ search, set }: Props) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const scope = useScope()
  // Stepping through the years, the year before stays until the next one is there.
  const query = useQuery({ ...wholeMapQuery(scope, search.bubbles), placeholderData: keepPreviousData })
  const { layout } = search
  const before = search.before !== undefined && search.before < (scope.asOf ?? today()) ? search.before : undefined
  const earlier = useQuery({ ...wholeMapQuery({ ...scope, asOf: before }), enabled: before !== undefined })
  const { moved, move } = useMovedPlaces(`whole:${scope.tenant ?? 'home'}${layout ? `:${layout}` : ''}`)
  const listed = useListed(search.list)
  const both = useMemo(() => (before !== undefined && earlier.data && query.data ? compared(earlier.data, query.data) : undefined), [before, earlier.data, query.data])
  const drawn = both ?? query.data
  const only = listed && (listed.only ?? nothing)
  const preset = useMemo(() => {
    const own = layout ? presetFor(layout) : defaults
    // A layout is read from its relations, also where a list is shown; the geography of a list shows all relations.
    return { ...presetOf(own, drawn?.nodes ?? [], only), ...(layout ? { relations: own.relations } : {}) }
  }, [drawn, only, layout])
  const filter = useMemo(() => ({ ...search, types: search.types ?? preset.types, relations: search.relations ?? preset.relations, only }), [search, preset, only])
  // In the geography a line over what is hidden may go along relations that the map does not show by itself.
  const over = useMemo(() => ({ relations: search.relations ?? (layout && preset.relations) }), [search.relations, layout, preset])
  const shown = useMemo(() => (drawn ? shownWith(drawn.nodes, drawn.edges, filter, search.bridge, over) : undefined), [drawn, filter, search.bridge, over])
  const arrangement = useArrangement(layout, shown)
  const where = useWhere(arrangement)
  const notes = useLayoutNotes(layout, arrangement, shown, search.bridge !== undefined)
  const foreground = useForeground(layout, arrangement)
  const together = useTogether(arrangement)
  const overOf = useOver()
  const saved = useSavedPlaces(search.saved, layout)
  const arranged = useMemo(() => ({ ...saved, ...moved }), [saved, moved])
  const places = useMemo(() => ({ ...(arrangement?.places ?? drawn?.positions), ...arranged }), [arrangement, drawn, arranged])
  const elements = useMemo(
    () =>
      shown
        ? elementsOf({
            ...shown,
            implied: shown.implied.map((line) => ({ ...line, label: overOf(line, true) })),
            hidden: new Map(),
            lean: !arrangement || shown.nodes.length > mostNamedAtOnce,
            quiet: arrangement?.quiet,
            foreground,
            places,
            moreLabel: (count) => t('map.more', { count }),
            gapLabel: t('map.nobody'),
            changes: both && { nodes: both.nodeChanges, edges: both.edgeChanges },
          })
        : [],
    [shown, both, places, arrangement, foreground, overOf, t],
  )
  const say = useSpoken(shown ?? nothingShown, where)
  const marking = useMapTools(shown ?? nothingShown, search)
  const firstYear = useMemo(
    () => Number(query.data?.edges.reduce((first, { validFrom }) => (validFrom !== UNKNOWN_START && validFrom < first ? validFrom : first), today()).slice(0, 4)),
    [query.data],
  )
  return (
    <Await query={query} lines={12}>
      {(map) => {
        const nodes = shown?.nodes ?? []
        const changed = nodes.flatMap(({ id }) => both?.nodeChanges.get(id) ?? [])
        const count = (kind: (typeof changed)[number]) => changed.filter((one) => one === kind).length
        const status = [
          t('map.shown', { shown: nodes.length, total: Math.max(map.total, drawn?.nodes.length ?? 0) }),
          t('entity.asOf', { day: formatDay(map.asOf, language) }),
          ...(both && before
            ? [t('map.compared', { day: formatDay(before, language), news: count('new'), ended: count('ended'), handed: count('handed-over') })]
            : []),
          ...(map.truncated ? [t('map.tooMany', { total: map.total, shown: map.nodes.length })] : []),
        ].join(' · ')
        const timeBar = <TimeBar firstYear={firstYear} settled={!query.isFetching} before={before} onCompare={(day) => set({ before: day })} />
        if (map.bubbles.length > 0) return <BubbleMap map={map} search={search} set={set} loading={query.isPlaceholderData} />
        return !shown || map.nodes.length === 0 ? (
          <>
            {timeBar}
            <p>{t('map.empty')}</p>
          </>
        ) : (
          <MapFrame
            loaded={{ nodes: drawn?.nodes ?? map.nodes, edges: drawn?.edges ?? map.edges, hidden: new Map() }}
            shown={shown}
            order={arrangement?.order}
            where={where}
            search={search}
            defaults={preset}
            set={set}
            changes={both?.nodeChanges}
            marking={marking}
            tools={
              <>
                {timeBar}
                <TakeAway title={t('map.whole')} lines={[status, ...notes]} shown={shown} places={places} sizes={marking.marks.sizes} changes={both?.nodeChanges} arrangement={arrangement} geography={!arrangement} />
                <SaveView places={arranged} />
              </>
            }
            status={
              <>
                {listed && (
                  <>
                    <ListedNote listed={listed} shown={shown.nodes} /> ·{' '}
                  </>
                )}
                {[status, ...notes].join(' · ')}
              </>
            }
          >
            {earlier.isError && <ErrorNote error={earlier.error} retry={() => void earlier.refetch()} />}
            <GraphCanvas
              elements={elements}
              label={t('map.summary', { count: shown.nodes.length, gaps: shown.nodes.filter(lacksOwner).length })}
              selected={search.sel}
              fitKey={`whole ${scope.tenant ?? ''} ${listed ? `${search.list} ${only?.size}` : ''} ${layout ?? ''}`}
              onSelect={(id) => set({ sel: id })}
              onOpen={(id) => set({ focus: id, sel: undefined })}
              onMoved={move}
              say={say}
              marks={marking.marks}
              background={arrangement ? <LayoutGround arrangement={arrangement} /> : <SphereAreas />}
              room={arrangement && roomFor(arrangement)}
              together={together}
            />
          </MapFrame>
        )
      }}
    </Await>
  )
}
