import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { type MapTools, mostPicked } from './useMapTools.ts'

interface Named {
  id: string
  name: string
}

interface Props {
  tools: MapTools
  nodes: readonly Named[]
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
  /** Without sizes and selection. */
  findOnly?: boolean
}

/** Searching within the map, selecting several, sizes by a figure: and in words what that shows. */
export function MapToolbar({ tools, nodes, search, set, findOnly = false }: Props) {
  const { t } = useTranslation()
  const { marks, hits, text, sizeBy } = tools
  const here = marks.goTo && hits?.includes(marks.goTo.id) ? marks.goTo.id : undefined
  const name = (id: string | undefined) => nodes.find((node) => node.id === id)?.name ?? ''
  return (
    <div className="map-tools no-print">
      <div className="map-tools__row">
        <label className="tool map-tools__find">
          <span className="tool__label">{t('mapTools.find')}</span>
          <input
            type="search"
            className="tool__select"
            value={text}
            autoComplete="off"
            onChange={(event) => tools.type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault()
                tools.go(event.shiftKey ? -1 : 1)
              } else if (event.key === 'Escape' && text !== '') {
                event.preventDefault()
                tools.type('')
              }
            }}
          />
        </label>
        {!findOnly && (
          <>
            <label className="tool">
              <span className="tool__label">{t('mapTools.size')}</span>
              <select className="tool__select" value={sizeBy ?? ''} onChange={({ target: { value } }) => set({ size: value === 'degree' || value === 'betweenness' ? value : undefined, by: undefined })}>
                <option value="">{t('mapTools.same')}</option>
                <option value="degree">{t('mapTools.degree')}</option>
                <option value="betweenness">{t('mapTools.betweenness')}</option>
              </select>
            </label>
            <button type="button" className="tool__button" aria-pressed={marks.picking} onClick={() => tools.pick(!marks.picking)}>
              {t('mapTools.pick')}
            </button>
          </>
        )}
      </div>
      <p className="map-tools__said" role="status">
        {hits && (here === undefined ? t('mapTools.hits', { count: hits.length, total: nodes.length, text: text.trim() }) : t('mapTools.hit', { number: hits.indexOf(here) + 1, count: hits.length, name: name(here) }))}
        {hits && hits.length > 0 && here === undefined && search.view !== 'list' && ` ${t('mapTools.findKeys')}`}
      </p>
      {marks.picking && <p className="map-tools__said">{search.view === 'list' ? t('mapTools.pickList') : t('mapTools.pickHelp')}</p>}
      <Picked picked={marks.picked} nodes={nodes} set={set} clear={tools.clear} />
      {search.these && (
        <p className="map-tools__said">
          {t('mapTools.these', { count: nodes.length })}{' '}
          <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => set({ these: undefined })}>
            <span className="kern-label">{t('mapTools.everything')}</span>
          </button>
        </p>
      )}
      {!findOnly && <Figures tools={tools} nodes={nodes} />}
    </div>
  )
}

function Picked({ picked, nodes, set, clear }: { picked: ReadonlySet<string>; nodes: readonly Named[]; set: Props['set']; clear: () => void }) {
  const { t } = useTranslation()
  const tooMany = picked.size > mostPicked
  const only = (view: 'list' | undefined) => {
    set({ these: nodes.filter(({ id }) => picked.has(id)).map(({ id }) => id), view, sel: undefined })
    clear()
  }
  return (
    <div className="map-tools__row">
      <p className="map-tools__said" role="status">
        {picked.size > 0 && t('mapTools.picked', { count: picked.size })}
        {tooMany && ` ${t('mapTools.tooMany', { most: mostPicked })}`}
      </p>
      {picked.size > 0 && (
        <>
          <button type="button" className="tool__button" disabled={tooMany} onClick={() => only(undefined)}>
            {t('mapTools.only')}
          </button>
          <button type="button" className="tool__button" disabled={tooMany} onClick={() => only('list')}>
            {t('mapTools.asList')}
          </button>
          <button type="button" className="tool__button" onClick={clear}>
            {t('mapTools.clear')}
          </button>
        </>
      )}
    </div>
  )
}

/** Who comes first by the figure, as a sentence: the sizes alone say nothing to whom does not see them. */
function Figures({ tools: { sizeBy, figures, failed }, nodes }: { tools: MapTools; nodes: readonly Named[] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (sizeBy === undefined) return null
  const values = figures?.[sizeBy]
  const first = values
    ? [...nodes]
        .map((node) => ({ name: node.name, value: values.get(node.id) ?? 0 }))
        .filter(({ value }) => value > 0)
        .sort((a, b) => b.value - a.value || a.name.localeCompare(b.name, 'de'))
        .slice(0, 3)
    : []
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(first.map(({ name, value }) => `${name} (${formatNumber(value, language, 0)})`))
  return (
    <p className="map-tools__said" role="status">
      {failed ? t('mapTools.failed') : values === undefined ? t('mapTools.counting') : first.length === 0 ? t('mapTools.nobody') : sizeBy === 'degree' ? t('mapTools.firstDegree', { names }) : t('mapTools.firstBetweenness', { names })}
    </p>
  )
}
