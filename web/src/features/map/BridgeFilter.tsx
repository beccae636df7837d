import type { MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useTranslation } from 'react-i18next'
import type { MapSearch } from '../../app/router.tsx'
import { useLanguage } from '../../ui/language.ts'
import { entityTypePlural } from '../../ui/ontology.ts'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'

interface Props {
  nodes: readonly MapNode[]
  search: MapSearch
  set: (change: Partial<MapSearch>) => void
}

/** Types that are hidden while dotted lines keep what they join. */
export function BridgeFilter({ nodes, search: { bridge }, set }: Props) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const types = Object.keys(ontology.nodeTypes).filter((type) => bridge?.includes(type) || nodes.some((node) => node.type === type))
  const toggle = (type: string) => {
    const next = types.filter((one) => (one === type) !== (bridge?.includes(one) ?? false))
    set({ bridge: next.length > 0 ? next : undefined })
  }
  return (
    <details className="filter-group bridge-filter" open={bridge !== undefined}>
      <summary>{t('map.bridge.title')}</summary>
      <p>{t('map.bridge.help')}</p>
      <fieldset className="filter-group">
        <legend className="kern-sr-only">{t('map.bridge.title')}</legend>
        {types.map((type) => (
          <label key={type} className="check">
            <input type="checkbox" checked={bridge?.includes(type) ?? false} onChange={() => toggle(type)} />
            <TypeGlyph type={type} />
            <span className="check__name">{pick(entityTypePlural(type))}</span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
