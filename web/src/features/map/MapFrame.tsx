import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Implied } from '../../graph/bridge.ts'
import type { NodeChange } from '../../graph/compare.ts'
import type { MapSearch } from '../../app/router.tsx'
import { Details } from './Details.tsx'
import { LayoutSwitch } from './LayoutSwitch.tsx'
import { Legend } from './Legend.tsx'
import { MapFilters } from './MapFilters.tsx'
import { MapList } from './MapList.tsx'
import { MapToolbar } from './MapToolbar.tsx'
import type { MapTools } from './useMapTools.ts'
import { ViewSwitch } from './ViewSwitch.tsx'

interface Props {
  loaded: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; hidden: ReadonlyMap<string, number> }
  shown: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; implied?: readonly Implied[] }
  /** In a layout: all ids in its order, and where each stands, in words. */
  order?: readonly string[] | undefined
  where?: ((id: string) => string) | undefined
  search: MapSearch
  defaults?: Partial<MapSearch>
  set: (change: Partial<MapSearch>) => void
  onExpand?: (id: string) => void
  /** "9 von 214 gezeigt" and what else must not be hidden silently. */
  status: ReactNode
  tools?: ReactNode
  /** Search, selection and sizes. */
  marking: MapTools
  /** Two days are compared: what happened to each node. */
  changes?: ReadonlyMap<string, NodeChange> | undefined
  /** The canvas. */
  children: ReactNode
}

const noDefaults: Partial<MapSearch> = {}

/** Filters, canvas or list, details and legend: the same frame around every map. */
export function MapFrame({ loaded, shown, order, where, search, defaults = noDefaults, set, onExpand, status, tools, marking, changes, children }: Props) {
  const { t } = useTranslation()
  const list = search.view === 'list'
  // On a phone the tools would push the map off the screen.
  const [more, setMore] = useState(false)
  return (
    <div className="map-frame">
      <MapFilters nodes={loaded.nodes} edges={loaded.edges} search={search} defaults={defaults} set={set} />
      <div className="map-frame__main">
        <div className="map-frame__bar">
          <p className="map-frame__status" role="status">
            {status}
          </p>
          <div className="map-frame__tools">
            <button type="button" className="kern-btn kern-btn--tertiary map-frame__more no-print" aria-expanded={more} onClick={() => setMore(!more)}>
              <span className="kern-label">{t('map.tools')}</span>
            </button>
            <div className={more ? 'map-frame__extra' : 'map-frame__extra map-frame__extra--closed'}>{tools}</div>
            <LayoutSwitch layout={search.layout} set={set} />
            <ViewSwitch list={list} set={set} />
          </div>
        </div>
        <MapToolbar tools={marking} nodes={shown.nodes} search={search} set={set} />
        <div className="map-frame__view">
          {list ? <MapList shown={shown} order={order} where={where} hidden={loaded.hidden} search={search} set={set} changes={changes} tools={marking} {...(onExpand ? { onExpand } : {})} /> : children}
          {search.sel && <Details id={search.sel} loaded={loaded} implied={shown.implied ?? []} search={search} set={set} {...(onExpand ? { onExpand } : {})} />}
        </div>
        <Legend nodes={shown.nodes} edges={shown.edges} implied={(shown.implied ?? []).length > 0} />
      </div>
    </div>
  )
}
