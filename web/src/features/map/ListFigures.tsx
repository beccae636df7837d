/** What search and figures do to the list twin: fewer rows, two more columns, another order. */
import type { MapNode } from '@kommunalgraph/contract/answers.ts'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import type { MapTools, SizeBy } from './useMapTools.ts'

const kinds: readonly SizeBy[] = ['degree', 'betweenness']

/** The rows of the list: only hits while something is searched; by a figure, largest first, once figures are there. */
export function rowsOf(nodes: readonly MapNode[], { marks: { hits }, figures, sizeBy }: MapTools, { by }: MapSearch): readonly MapNode[] {
  const rows = hits ? nodes.filter(({ id }) => hits.has(id)) : nodes
  const order = by ?? sizeBy
  if (sizeBy === undefined || order === undefined) return rows
  if (order === 'name') return [...rows].sort((a, b) => a.name.localeCompare(b.name, 'de'))
  const values = figures?.[order]
  return values ? [...rows].sort((a, b) => (values.get(b.id) ?? 0) - (values.get(a.id) ?? 0) || a.name.localeCompare(b.name, 'de')) : rows
}

/** Heads of the columns with figures; each sorts by its figure. */
export function ListFigureHeads({ tools, search, set }: { tools: MapTools; search: MapSearch; set: (change: Partial<MapSearch>) => void }) {
  const { t } = useTranslation()
  if (!tools.figures) return null
  const order = search.by ?? tools.sizeBy
  return kinds.map((kind) => (
    <th key={kind} scope="col" aria-sort={order === kind ? 'descending' : undefined}>
      <button type="button" className="list__sort" onClick={() => set({ by: order === kind ? 'name' : kind })}>
        {kind === 'degree' ? t('mapTools.degree') : t('mapTools.betweenness')} {order === kind ? '▼' : '⇅'}
      </button>
    </th>
  ))
}

/** The figures of one row. */
export function ListFigures({ tools: { figures }, id }: { tools: MapTools; id: string }) {
  const { language } = useLanguage()
  if (!figures) return null
  return kinds.map((kind) => (
    <td key={kind} className="number">
      {formatNumber(figures[kind].get(id) ?? 0, language, 0)}
    </td>
  ))
}
