import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel } from '../../ui/ontology.ts'
import { SphereDot } from '../../ui/SphereDot.tsx'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'

/** What the signs on this map mean; only those that occur. Names come from the ontology. */
export function Legend({ nodes, edges, implied = false }: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; implied?: boolean }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const types = Object.keys(ontology.nodeTypes).filter((type) => nodes.some((node) => node.type === type))
  const spheres = Object.keys(ontology.vocabularies.sphere.codes).filter((code) => nodes.some((node) => node.spheres.includes(code)))
  const relations = Object.values(ontology.relationTypes).filter((type) => edges.some((edge) => edge.type === type.name))
  const depths = Object.keys(ontology.vocabularies.depth.codes).filter((code) => nodes.some((node) => node.depth === code))
  return (
    <details className="legend" open>
      <summary>{t('map.legend')}</summary>
      <ul className="legend__list">
        {spheres.map((code) => (
          <li key={code}>
            <SphereDot code={code} /> {pick(codeLabel('sphere', code))}
          </li>
        ))}
        {types.map((type) => (
          <li key={type}>
            <TypeGlyph type={type} /> {pick(entityTypeLabel(type))}
          </li>
        ))}
        {depths.map((code) => (
          <li key={code}>
            <span className={`legend__depth legend__depth--${code}`} aria-hidden="true" /> {pick(codeLabel('depth', code))}
          </li>
        ))}
        {relations.map((type) => (
          <li key={type.name}>
            <span className={`legend__line legend__line--${type.line}`} aria-hidden="true" /> {pick(relationLabel(type.name))}
          </li>
        ))}
        {implied && (
          <li>
            <span className="legend__line legend__line--implied" aria-hidden="true" /> {t('map.bridge.legend')}
          </li>
        )}
        <li>
          <span className="legend__gap" aria-hidden="true" /> {t('map.ownerless')}
        </li>
      </ul>
    </details>
  )
}
