import type { MapEdge } from '@kommunalgraph/contract/answers.ts'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import type { Arrangement, Band } from '../../graph/bands.ts'
import type { Implied } from '../../graph/bridge.ts'
import { gapNodeId, lacksOwner } from '../../graph/elements.ts'
import { arrange, relationsOf } from '../../graph/layout.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypeLabel, entityTypePlural } from '../../ui/ontology.ts'
import type { Shown } from './bridged.ts'

/** Names given in one text; the rest is counted. */
const mostNamed = 4

/** More nodes than this are named on hover and when zoomed in. */
export const mostNamedAtOnce = 80

/** Places and headings of the layout that the address names; undefined for the geography and while nothing is loaded. */
export function useArrangement(layout: MapSearch['layout'], shown: Shown | undefined, focus?: string): Arrangement | undefined {
  return useMemo(() => {
    if (!layout || !shown) return undefined
    const middle = focus === undefined ? undefined : shown.nodes.find(({ id }) => id === focus)
    const start = performance.now()
    const arrangement = arrange(layout, { ...shown, ...(middle && lacksOwner(middle) ? { gap: { id: gapNodeId(middle.id), of: middle.id } } : {}) })
    // Read by `npm run bench:web`, and shown by the browser's own tools.
    performance.measure('layout', { start })
    return arrangement
  }, [layout, shown, focus])
}

/** Steps of the chain that are called as what stands in them. */
const stepTypes = { decision: 'Decision', thing: 'Initiative' } as const

/** What a band is called, and a second line for it. */
export function useBandName(): (band: Band) => { name: string; detail?: string } {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  return useCallback(
    (band) => {
      switch (band.kind) {
        case 'layer':
          return { name: t('map.layout.layer', { number: band.number }), detail: t('map.layout.entries', { count: band.count }) }
        case 'year':
          return { name: band.year, detail: t('map.layout.entries', { count: band.count }) }
        case 'undated':
          return { name: t('map.layout.undated'), detail: t('map.layout.entries', { count: band.count }) }
        case 'step':
          return { name: band.step === 'decision' || band.step === 'thing' ? pick(entityTypeLabel(stepTypes[band.step])) : t(`map.layout.step.${band.step}`), detail: String(band.count) }
        case 'aside':
          return { name: t('map.layout.aside', { count: band.count }) }
      }
    },
    [t, pick],
  )
}

/** Which edges a layout is read from: its own relations, between what has a place in it. */
export function useForeground(layout: MapSearch['layout'], arrangement: Arrangement | undefined): ((edge: MapEdge) => boolean) | undefined {
  return useMemo(() => {
    if (!layout || !arrangement) return undefined
    const relations = new Set<string>(relationsOf[layout])
    const inOrder = (id: string) => arrangement.bandsOf.get(id)?.[0]?.kind !== 'aside'
    return ({ type, from, to }) => relations.has(type) && inOrder(from) && inOrder(to)
  }, [layout, arrangement])
}

/** Whether two nodes stand in one column or row. */
export function useTogether(arrangement: Arrangement | undefined): ((one: string, other: string) => boolean) | undefined {
  return useMemo(() => {
    const bandsOf = arrangement?.bandsOf
    return bandsOf && ((one: string, other: string) => bandsOf.get(one)?.some((band) => bandsOf.get(other)?.includes(band)) === true)
  }, [arrangement])
}

/** Where a node stands in the layout, in words: "Schicht 2", "Vorhaben, 2024". */
export function useWhere(arrangement: Arrangement | undefined): ((id: string) => string) | undefined {
  const nameOf = useBandName()
  return useMemo(() => arrangement && ((id: string) => (arrangement.bandsOf.get(id) ?? []).map((band) => nameOf(band).name).join(', ')), [arrangement, nameOf])
}

/** "über Bauportal", "über 3: Bauportal, E-Akte, …": what a dotted line goes over. */
export function useOver(): (implied: Pick<Implied, 'over'>, short?: boolean) => string {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  return useCallback(
    ({ over }, short) => {
      const [first] = over
      if (over.length === 1 && first) return t('map.bridge.over', { name: first.name })
      const types = new Set(over.map(({ type }) => type))
      const what = types.size === 1 && first ? `${over.length} ${pick(entityTypePlural(first.type))}` : t('map.layout.entries', { count: over.length })
      if (short) return t('map.bridge.over', { name: what })
      const names = over.slice(0, mostNamed).map(({ name }) => name)
      return t('map.bridge.over', { name: `${what}: ${names.join(', ')}${over.length > mostNamed ? ', …' : ''}` })
    },
    [t, pick],
  )
}

/** What must be said of a layout and of what is bridged, each as one part of the line above the map. */
export function useLayoutNotes(layout: MapSearch['layout'], arrangement: Arrangement | undefined, shown: Shown | undefined, on: boolean): string[] {
  const { t } = useTranslation()
  if (!shown) return []
  const undated = arrangement?.columns.find(({ kind }) => kind === 'undated')
  const years = arrangement?.columns.flatMap((band) => (band.kind === 'year' ? [band.year] : [])) ?? []
  return [
    ...(layout === 'layers' && arrangement
      ? [arrangement.columns.length > 0 ? t('map.layout.layers', { count: arrangement.columns.length }) : t('map.layout.noLayers')]
      : []),
    ...(layout === 'chain' && arrangement ? [years.length > 0 ? t('map.layout.years', { count: years.length, first: years[0], last: years.at(-1) }) : t('map.layout.noYears')] : []),
    ...(undated ? [t('map.layout.undatedCount', { count: undated.count })] : []),
    ...(arrangement?.aside && layout ? [t(`map.layout.apart.${layout}`, { count: arrangement.aside.count })] : []),
    ...(arrangement && arrangement.against.size > 0 ? [t('map.layout.against', { count: arrangement.against.size })] : []),
    ...(on ? [t('map.bridge.hidden', { count: shown.bridged }), t('map.bridge.lines', { count: shown.implied.length })] : []),
    ...(shown.crowded.length > 0
      ? [t('map.bridge.crowded', { count: shown.crowded.length, names: shown.crowded.slice(0, mostNamed).map(({ name }) => name).join(', ') + (shown.crowded.length > mostNamed ? ', …' : '') })]
      : []),
  ]
}
