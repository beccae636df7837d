import type { EntityPage, RelationGroup, RelationItem } from '@kommunalgraph/contract/entities.ts'
import type { Evidence } from '@kommunalgraph/contract/answers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { relationsQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, OPEN_END, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel, relationProperty } from '../../ui/ontology.ts'
import { PropertyValue } from '../../ui/PropertyValue.tsx'

/** Everything the entity is connected with, by kind of relation, each fact with its days and sources. */
export function Relations({ page, sources }: { page: EntityPage; sources: readonly Evidence[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">{t('entity.relations')}</h2>
      {page.relations.length === 0 && <p className="muted">{t('entity.noRelations')}</p>}
      {page.relations.map((group) => (
        <Group key={`${group.relation}-${group.direction}`} id={page.entity.id} group={group} sources={sources} />
      ))}
    </section>
  )
}

/** Of a long list the first eight show; more on request. */
const FIRST = 8

function Group({ id, group, sources }: { id: string; group: RelationGroup; sources: readonly Evidence[] }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  const [all, setAll] = useState(false)
  const rest = useQuery({ ...relationsQuery(id, group.relation, group.direction, scope), enabled: all && group.total > group.items.length })
  const items = all ? (rest.data?.items ?? group.items) : group.items.slice(0, FIRST)
  return (
    <details className="relation-group" open={group.total <= FIRST}>
      <summary>
        <h3>
          {pick(relationLabel(group.relation, group.direction))} <span className="muted">({group.total})</span>
        </h3>
      </summary>
      <ul className="relation-items">
        {items.map((item) => (
          <Item key={item.factId} id={id} item={item} sources={sources} />
        ))}
      </ul>
      {items.length < group.total && (
        <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => setAll(true)}>
          <span className="kern-label">{t('entity.relationsMore', { count: group.total - items.length })}</span>
        </button>
      )}
    </details>
  )
}

function Item({ id, item, sources }: { id: string; item: RelationItem; sources: readonly Evidence[] }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const mayChange = useMay('change')
  const evidence = item.sourceIds.flatMap((id) => sources.filter((source) => source.id === id))
  const details = [
    item.validFrom === UNKNOWN_START ? t('entity.sinceUnknown') : t('entity.since', { day: formatDay(item.validFrom, language, item.validFromPrecision) }),
    ...(item.validUntil === OPEN_END ? [] : [t('entity.until', { day: formatDay(item.validUntil, language) })]),
    pick(codeLabel('confidence', item.confidence)),
    ...(item.visibility === 'internal' ? [pick(codeLabel('visibility', 'internal'))] : []),
  ]
  return (
    <li className="relation">
      <EntityLink entity={item.other} /> <span className="muted">{pick(entityTypeLabel(item.other.type))}</span>
      {Object.entries(item.properties).map(([name, value]) => {
        const property = relationProperty(item.relation, name)
        return property ? (
          <span key={name} className="relation__property">
            {pick(property.label)}: <PropertyValue property={property} value={value} />
          </span>
        ) : null
      })}
      <span className="relation__detail">
        {details.join(' · ')}
        {evidence.map((source) => (
          <span key={source.id}>
            {' · '}
            <a href={`#${source.id}`} className="kern-link">
              {source.title}
            </a>
          </span>
        ))}
        {mayChange && (
          <span className="no-print">
            {' · '}
            <Link to="/e/$id/relations/$factId" params={{ id, factId: item.factId }} search={{}} className="kern-link" aria-label={t('edit.relation', { name: item.other.name })}>
              {t('edit.change')}
            </Link>
          </span>
        )}
      </span>
      {item.note && <span className="relation__detail">{item.note}</span>}
    </li>
  )
}
