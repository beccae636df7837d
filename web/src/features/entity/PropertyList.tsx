import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../ui/language.ts'
import { nodeType, property } from '../../ui/ontology.ts'
import { PropertyValue } from '../../ui/PropertyValue.tsx'

/** Shared properties worth reading; the rest of them is bookkeeping and stands in the history. */
const shared = ['validFrom', 'validUntil', 'confidence', 'visibility', 'reviewedAt']

/** What is recorded about the entity itself, in the order of the ontology. */
export function PropertyList({ page }: { page: EntityPage }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const values: Readonly<Record<string, unknown>> = page.entity
  const names = [...Object.keys(nodeType(page.entity.type)?.properties ?? {}), ...shared]
  return (
    <section aria-labelledby="properties">
      <h2 id="properties">{t('entity.properties')}</h2>
      <dl className="properties">
        {names.map((name) => {
          const definition = property(page.entity.type, name)
          const value = values[name]
          if (!definition || value === undefined || value === null) return null
          return (
            <div key={name} className="properties__row">
              <dt>{pick(definition.label)}</dt>
              <dd>
                <PropertyValue property={definition} value={value} />
                {page.today.includes(name) && <span className="muted"> ({t('entity.today')})</span>}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
