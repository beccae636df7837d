import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ownershipQuery } from '../../api/queries.ts'
import type { MapSearch } from '../../app/router.tsx'
import { useScope } from '../../app/scope.ts'
import type { Implied } from '../../graph/bridge.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel } from '../../ui/ontology.ts'

interface Props {
  /** Id of a node or of a dotted line, or factId of an edge. */
  id: string
  loaded: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; hidden: ReadonlyMap<string, number> }
  implied?: readonly Implied[]
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
  onExpand?: (id: string) => void
}

/** What is selected on the map, in words, and what can be done with it. */
export function Details({ id, loaded, implied = [], search, set, onExpand }: Props) {
  const { t } = useTranslation()
  const node = loaded.nodes.find((one) => one.id === id)
  const edge = loaded.edges.find((one) => one.factId === id)
  const line = implied.find((one) => one.id === id)
  if (!node && !edge && !line) return null
  return (
    <aside className="map-details" aria-label={t('map.selected')}>
      <button type="button" className="map-details__close" onClick={() => set({ sel: undefined })} aria-label={t('map.close')}>
        ×
      </button>
      {node && <NodeDetails node={node} hidden={loaded.hidden.get(node.id) ?? 0} search={search} set={set} {...(onExpand ? { onExpand } : {})} />}
      {edge && <EdgeDetails edge={edge} nodes={loaded.nodes} />}
      {line && <ImpliedDetails line={line} nodes={loaded.nodes} />}
    </aside>
  )
}

function NodeDetails({ node, hidden, search, set, onExpand }: { node: MapNode; hidden: number } & Pick<Props, 'search' | 'set' | 'onExpand'>) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const ownership = useQuery(ownershipQuery(node.id, useScope()))
  return (
    <>
      <p className="map-details__type">
        {pick(entityTypeLabel(node.type))}
        {node.spheres.map((code) => ` · ${pick(codeLabel('sphere', code))}`)}
      </p>
      <h2 className="map-details__name">
        <EntityLink entity={node} />
      </h2>
      {ownership.data && <p>{pick(ownership.data.sentence)}</p>}
      <div className="map-details__actions">
        {onExpand && hidden > 0 && (
          <button type="button" className="kern-btn kern-btn--primary" onClick={() => onExpand(node.id)}>
            <span className="kern-label">{t('map.expand', { count: hidden })}</span>
          </button>
        )}
        {node.id !== search.focus && (
          <button type="button" className="kern-btn kern-btn--secondary" onClick={() => set({ focus: node.id, open: undefined, sel: undefined, depth: undefined })}>
            <span className="kern-label">{t('map.centre')}</span>
          </button>
        )}
      </div>
    </>
  )
}

/** What a dotted line stands for: its two ends, and every hidden entry that it goes over. */
function ImpliedDetails({ line, nodes }: { line: Implied; nodes: readonly MapNode[] }) {
  const { t } = useTranslation()
  const [from, to] = [nodes.find((one) => one.id === line.from), nodes.find((one) => one.id === line.to)]
  return (
    <>
      {from && <EntityLink entity={from} />}
      <p className="map-details__name">{t('map.bridge.legend')}</p>
      {to && <EntityLink entity={to} />}
      <p className="muted">{t('map.bridge.way')}</p>
      <ul className="plain">
        {line.over.map((one) => (
          <li key={one.id}>
            <EntityLink entity={one} />
          </li>
        ))}
      </ul>
    </>
  )
}

function EdgeDetails({ edge, nodes }: { edge: MapEdge; nodes: readonly MapNode[] }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const [from, to] = [nodes.find((one) => one.id === edge.from), nodes.find((one) => one.id === edge.to)]
  return (
    <>
      {from && <EntityLink entity={from} />}
      <p className="map-details__name">{pick(relationLabel(edge.type))}</p>
      {to && <EntityLink entity={to} />}
      <p className="muted">
        {edge.validFrom === UNKNOWN_START ? t('entity.sinceUnknown') : t('entity.since', { day: formatDay(edge.validFrom, language) })} · {pick(codeLabel('confidence', edge.confidence))}
        {edge.criticality && ` · ${pick(codeLabel('criticality', edge.criticality))}`}
      </p>
    </>
  )
}
