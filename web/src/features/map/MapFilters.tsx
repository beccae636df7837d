import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { EntityName } from '../../ui/EntityName.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypePlural, relationLabel, vocabularyLabel } from '../../ui/ontology.ts'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'
import { SphereDot } from '../../ui/SphereDot.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { BridgeFilter } from './BridgeFilter.tsx'
import { toggled } from './filter.ts'

interface Props {
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  /** Where not everything is loaded: how many there are by type and sphere; nothing else can be filtered then. */
  counts?: { types: Map<string, number>; spheres: Map<string, number> }
  search: MapSearch
  /** What the map filters by itself as long as the reader chooses nothing. */
  defaults: Partial<MapSearch>
  set: (change: Partial<MapSearch>) => void
}

type Key = 'types' | 'spheres' | 'thrusts' | 'relations'

/** Filters for what is loaded, each with its count; only what occurs can be chosen. */
export function MapFilters({ nodes, edges, counts, search, defaults, set }: Props) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const count = (values: readonly string[]) => values.reduce((sums, value) => sums.set(value, (sums.get(value) ?? 0) + 1), new Map<string, number>())
  const groups: { key: Key; label: string; counts: Map<string, number>; order: readonly string[]; name: (code: string) => string; sign?: (code: string) => React.ReactNode }[] = [
    { key: 'spheres', label: pick(vocabularyLabel('sphere')), counts: counts?.spheres ?? count(nodes.flatMap((node) => node.spheres)), order: Object.keys(ontology.vocabularies.sphere.codes), name: (code) => pick(codeLabel('sphere', code)), sign: (code) => <SphereDot code={code} /> },
    { key: 'types', label: t('list.type'), counts: counts?.types ?? count(nodes.map((node) => node.type)), order: Object.keys(ontology.nodeTypes), name: (code) => pick(entityTypePlural(code)), sign: (code) => <TypeGlyph type={code} /> },
    { key: 'thrusts', label: pick(vocabularyLabel('thrust')), counts: counts ? new Map() : count(nodes.flatMap((node) => node.thrusts ?? [])), order: Object.keys(ontology.vocabularies.thrust.codes), name: (code) => `${code === '5.5' ? '5½' : code} ${pick(codeLabel('thrust', code))}` },
    { key: 'relations', label: t('entity.relations'), counts: count(edges.map((edge) => edge.type)), order: Object.keys(ontology.relationTypes), name: (code) => pick(relationLabel(code)) },
  ]
  const active = groups.some((group) => search[group.key]) || search.owner !== undefined || search.bridge !== undefined
  const bridged = (key: Key, code: string) => key === 'types' && search.bridge?.includes(code) === true
  const shownAgain = (code: string, chosen: readonly string[] | undefined): Partial<MapSearch> => {
    const bridge = search.bridge?.filter((one) => one !== code)
    return { bridge: bridge?.length ? bridge : undefined, ...(chosen && !chosen.includes(code) ? { types: [...chosen, code] } : {}) }
  }
  return (
    <details className="map-filters no-print" open={matchMedia('(min-width: 62rem)').matches}>
      <summary>
        {t('map.filters')} {active && <span className="badge">{t('map.filtersActive')}</span>}
      </summary>
      {groups.map((group) => {
        const chosen = search[group.key] ?? defaults[group.key]
        const all = group.order.filter((code) => group.counts.has(code))
        if (all.length === 0) return null
        return (
          <fieldset key={group.key} className="filter-group">
            <legend>{group.label}</legend>
            {all.map((code) => (
              <label key={code} className="check">
                <input
                  type="checkbox"
                  checked={(!chosen || chosen.includes(code)) && !bridged(group.key, code)}
                  onChange={() => set(bridged(group.key, code) ? shownAgain(code, chosen) : { [group.key]: toggled(chosen, code, all, defaults[group.key] !== undefined) })}
                />
                {group.sign?.(code)}
                <span className="check__name">{group.name(code)}</span>
                <span className="check__count">{formatNumber(group.counts.get(code) ?? 0, language)}</span>
              </label>
            ))}
          </fieldset>
        )
      })}
      {!counts && <BridgeFilter nodes={nodes} search={search} set={set} />}
      {!counts && <div className="filter-group">
        <SearchBox label={t('map.owner')} showLabel types={['Post', 'OrgUnit', 'Organization']} onChoose={(hit) => set({ owner: hit.id })} />
        {search.owner && <EntityName id={search.owner} />}
      </div>}
      {active && (
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => set({ types: undefined, spheres: undefined, thrusts: undefined, relations: undefined, owner: undefined, bridge: undefined })}>
          <span className="kern-label">{t('map.filtersOff')}</span>
        </button>
      )}
    </details>
  )
}
