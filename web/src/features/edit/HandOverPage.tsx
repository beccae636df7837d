import type { EntityPage, RelationItem, RelationList } from '@kommunalgraph/contract/entities.ts'
import { relationAllowed, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../api/client.ts'
import { entityQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, OPEN_END, today } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { DayRow, EntityRow, StewardPage } from './form.tsx'
import { Preview, type Step } from './Preview.tsx'
import { texts } from './texts.ts'

/** Owned things handed over in one step; who owns more does it twice. */
const MOST = 1_000

/** Hands everything that one actor is accountable for to another, in one transaction. */
export function HandOverPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { id } = useParams({ from: '/e/$id/hand-over' })
  const { tenant } = useScope()
  const query = useQuery(entityQuery(id, { tenant }))
  useFollowTenant(query.data?.entity.tenant)
  return (
    <StewardPage title={pick(texts.handOver)}>
      <Await query={query} lines={6} notFound={t('entity.notFound')}>
        {(page) => (
          <>
            <h1 className="answer">{pick(texts.handOverTitle(page.entity.name))}</h1>
            <HandOver key={page.entity.id} page={page} />
          </>
        )}
      </Await>
    </StewardPage>
  )
}

/** All that this actor is accountable for today, without an end. */
async function owned(id: string, tenant: string | undefined): Promise<{ items: RelationItem[]; total: number }> {
  const items: RelationItem[] = []
  let cursor: string | undefined
  let total = 0
  do {
    const page: RelationList = await get<RelationList>(`/entities/${encodeURIComponent(id)}/relations`, { tenant, type: 'ACCOUNTABLE_FOR', direction: 'out', limit: 200, cursor })
    items.push(...page.items)
    total = page.total
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && items.length < MOST)
  return { items: items.filter((item) => item.validUntil === OPEN_END).slice(0, MOST), total }
}

function HandOver({ page }: { page: EntityPage }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { tenant } = useScope()
  const { id, name } = page.entity
  const [next, setNext] = useState<{ id: string; type: string; name: string } | undefined>()
  const [day, setDay] = useState(today())
  const query = useQuery({ queryKey: ['owned', id, tenant], queryFn: () => owned(id, tenant), staleTime: 0 })
  return (
    <Await query={query} lines={4}>
      {({ items, total }) => {
        if (items.length === 0) return <p>{pick(texts.handOverNone)}</p>
        const steps: Step[] = items.map((item) => ({
          subject: item.other,
          says: next && day ? pick(texts.ownerPreview(formatDay(day, language), name, next.name)) : '',
          changes: next && day ? [{ op: 'change-relation', factId: item.factId, version: item.version, validFrom: day, from: next.id, values: {} }] : [],
        }))
        const types = relationType('ACCOUNTABLE_FOR').from.filter((from) => items.every((item) => relationAllowed('ACCOUNTABLE_FOR', from, item.other.type)))
        return (
          <>
            <p className="lead">{pick(texts.previewOf(items.length))}</p>
            {total > MOST && <p>{pick(texts.handOverMore(items.length, total))}</p>}
            <ul className="bulk__list" tabIndex={0} aria-label={pick(texts.diffEntity)}>
              {items.map((item) => (
                <li key={item.factId}>
                  <EntityLink entity={item.other} />
                </li>
              ))}
            </ul>
            <EntityRow name="from" label={pick(texts.handOverTo)} types={types} chosen={next} required onChoose={setNext} problem={next?.id === id ? texts.ownerSame : undefined} />
            <DayRow name="validFrom" label={pick(texts.fromDay)} value={day} onChange={setDay} problem={day === '' ? texts.dayMissing : undefined} />
            <Preview
              steps={next?.id === id ? [] : steps}
              ready={next && next.id !== id ? {} : { from: texts.ownerMissing }}
              onDone={() => void navigate({ to: '/e/$id', params: { id: next?.id ?? id }, search: {} })}
            />
          </>
        )
      }}
    </Await>
  )
}
