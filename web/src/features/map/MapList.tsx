import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Implied } from '../../graph/bridge.ts'
import type { NodeChange } from '../../graph/compare.ts'
import type { MapSearch } from '../../app/router.tsx'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel } from '../../ui/ontology.ts'
import { lacksOwner } from '../../graph/elements.ts'
import { ListFigures, ListFigureHeads, rowsOf } from './ListFigures.tsx'
import type { MapTools } from './useMapTools.ts'
import { useOver } from './useLayout.ts'

interface Props {
  shown: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; implied?: readonly Implied[] }
  /** In a layout: all ids in its order, and where each stands, in words. */
  order?: readonly string[] | undefined
  where?: ((id: string) => string) | undefined
  hidden: ReadonlyMap<string, number>
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
  onExpand?: (id: string) => void
  /** Two days are compared: what happened to each. */
  changes?: ReadonlyMap<string, NodeChange> | undefined
  /** Search, selection and figures. */
  tools: MapTools
}

/** Connections named for one entry; the rest is counted. */
const mostListed = 12

/** The same content and actions as the map, as a table: for the keyboard, for screen readers and for phones. */
export function MapList({ shown, order, where, hidden, search, set, onExpand, changes, tools }: Props) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const overOf = useOver()
  const names = useMemo(() => new Map(shown.nodes.map((node) => [node.id, node])), [shown])
  const ordered = order ? order.flatMap((id) => names.get(id) ?? []) : shown.nodes
  // Of two days what changed comes first: that is what was asked.
  const arranged = changes ? [...ordered].sort((a, b) => Number(changes.has(b.id)) - Number(changes.has(a.id))) : ordered
  const rows = rowsOf(arranged, tools, search)
  const links = useMemo(() => {
    const byNode = new Map<string, { edge: MapEdge; direction: 'out' | 'in'; other: string }[]>()
    for (const edge of shown.edges) {
      byNode.set(edge.from, [...(byNode.get(edge.from) ?? []), { edge, direction: 'out', other: edge.to }])
      byNode.set(edge.to, [...(byNode.get(edge.to) ?? []), { edge, direction: 'in', other: edge.from }])
    }
    return byNode
  }, [shown])
  const bridged = useMemo(() => {
    const byNode = new Map<string, { line: Implied; other: string }[]>()
    for (const line of shown.implied ?? []) {
      byNode.set(line.from, [...(byNode.get(line.from) ?? []), { line, other: line.to }])
      byNode.set(line.to, [...(byNode.get(line.to) ?? []), { line, other: line.from }])
    }
    return byNode
  }, [shown])
  return (
    <div className="table-scroll map-list" tabIndex={0} role="region" aria-label={t('map.asList')}>
      <table className="kern-table table">
        <thead>
          <tr>
            <th scope="col">{t('list.name')}</th>
            <th scope="col">{t('list.type')}</th>
            <ListFigureHeads tools={tools} search={search} set={set} />
            {where && <th scope="col">{t('map.layout.place')}</th>}
            <th scope="col">{t('map.connections')}</th>
            <th scope="col">{t('map.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((node) => (
            <tr key={node.id} aria-current={node.id === search.focus ? 'true' : undefined}>
              <th scope="row">
                {tools.marks.picking && (
                  <input type="checkbox" className="list__box" aria-label={t('edit.selectRow', { name: node.name })} checked={tools.marks.picked.has(node.id)} onChange={() => tools.marks.onPick([node.id], true)} />
                )}
                <EntityLink entity={node} />
                {node.type === 'Initiative' && lacksOwner(node) && <span className="badge badge--gap">{t('map.nobody')}</span>}
                {changes?.has(node.id) && <span className="badge">{t(`map.change.${changes.get(node.id) ?? 'new'}`)}</span>}
              </th>
              <td>
                {pick(entityTypeLabel(node.type))}
                {node.spheres.length > 0 && <span className="chain__detail">{node.spheres.map((code) => pick(codeLabel('sphere', code))).join(', ')}</span>}
              </td>
              <ListFigures tools={tools} id={node.id} />
              {where && <td>{where(node.id)}</td>}
              <td>
                <ul className="plain">
                  {(links.get(node.id) ?? []).slice(0, mostListed).map(({ edge, direction, other }) => (
                    <li key={edge.factId}>
                      {pick(relationLabel(edge.type, direction))}: {names.get(other)?.name}
                    </li>
                  ))}
                  {(links.get(node.id) ?? []).length > mostListed && <li className="muted">{t('map.more', { count: (links.get(node.id) ?? []).length - mostListed })}</li>}
                  {(bridged.get(node.id) ?? []).map(({ line, other }) => (
                    <li key={line.id} className="bridged">
                      {overOf(line)}: {names.get(other)?.name}
                    </li>
                  ))}
                </ul>
              </td>
              <td>
                {onExpand && hidden.has(node.id) && (
                  <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => onExpand(node.id)}>
                    <span className="kern-label">{t('map.expand', { count: hidden.get(node.id) })}</span>
                  </button>
                )}
                {node.id !== search.focus && (
                  <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => set({ focus: node.id, open: undefined, sel: undefined, depth: undefined })}>
                    <span className="kern-label">{t('map.centre')}</span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
