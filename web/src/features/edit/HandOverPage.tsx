import { today } from '@kommunalgraph/contract/days.ts'
import type { EntityPage, RelationItem } from '@kommunalgraph/contract/entities.ts'
import { relationAllowed, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { entityQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, OPEN_END } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { DayRow, EntityRow, StewardPage } from './form.tsx'
import { Preview, type Step } from './Preview.tsx'
import { MOST, relationsOf } from './relations.ts'
import { texts } from './texts.ts'

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

/** One accountability, and whose it is: of the unit itself or of a post in it. */
interface Owned {
  owner: { id: string; name: string }
  item: RelationItem
}

/** All that an actor, and if wanted each post in it, is accountable for today without an end. */
async function owned(actor: { id: string; name: string }, withPosts: boolean, tenant: string | undefined): Promise<Owned[]> {
  const posts = withPosts ? (await relationsOf(actor.id, 'POST_IN', 'in', tenant)).map((item) => item.other) : []
  const found: Owned[] = []
  for (const owner of [actor, ...posts]) {
    const items = await relationsOf(owner.id, 'ACCOUNTABLE_FOR', 'out', tenant)
    found.push(...items.filter((item) => item.validUntil === OPEN_END).map((item) => ({ owner, item })))
  }
  return found
}

function HandOver({ page }: { page: EntityPage }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { tenant } = useScope()
  const { id, name } = page.entity
  const [next, setNext] = useState<{ id: string; type: string; name: string } | undefined>()
  const [day, setDay] = useState(today())
  const hasPosts = page.relations.some((group) => group.relation === 'POST_IN' && group.direction === 'in')
  const [withPosts, setWithPosts] = useState(false)
  const query = useQuery({ queryKey: ['owned', id, withPosts, tenant], queryFn: () => owned({ id, name }, withPosts, tenant), staleTime: 0 })
  const mine = next?.id === id
  return (
    <>
      {hasPosts && (
        <label className="form__check">
          <input type="checkbox" checked={withPosts} onChange={(event) => setWithPosts(event.target.checked)} />
          {pick(texts.handOverPosts)}
        </label>
      )}
      <Await query={query} lines={4}>
        {(all) => {
          if (all.length === 0) return <p>{pick(texts.handOverNone)}</p>
          const list = all.slice(0, MOST)
          const steps: Step[] = list.map(({ owner, item }) => ({
            subject: item.other,
            says: next && day ? pick(texts.ownerPreview(formatDay(day, language), owner.name, next.name)) : '',
            changes: next && day && !mine && owner.id !== next.id ? [{ op: 'change-relation', factId: item.factId, version: item.version, validFrom: day, from: next.id, values: {} }] : [],
          }))
          const types = relationType('ACCOUNTABLE_FOR').from.filter((from) => list.every(({ item }) => relationAllowed('ACCOUNTABLE_FOR', from, item.other.type)))
          return (
            <>
              {all.length > MOST && <p>{pick(texts.handOverMore(list.length, all.length))}</p>}
              <h2>{pick(texts.handOverWhat(list.length))}</h2>
              <ul className="bulk__list" tabIndex={0} aria-label={pick(texts.handOverWhat(list.length))}>
                {list.map(({ owner, item }) => (
                  <li key={item.factId}>
                    <EntityLink entity={item.other} /> {owner.id !== id && <span className="muted">{owner.name}</span>}
                  </li>
                ))}
              </ul>
              <EntityRow name="from" label={pick(texts.handOverTo)} types={types} chosen={next} required onChoose={setNext} problem={mine ? texts.ownerSame : undefined} />
              <DayRow name="validFrom" label={pick(texts.fromDay)} value={day} onChange={setDay} problem={day === '' ? texts.dayMissing : undefined} />
              <Preview
                steps={steps.filter((step) => step.changes.length > 0)}
                ready={{ ...(next && !mine ? {} : { from: texts.ownerMissing }), ...(day === '' ? { validFrom: texts.dayMissing } : {}) }}
                onDone={() => void navigate({ to: '/e/$id', params: { id: next?.id ?? id }, search: {} })}
              />
            </>
          )
        }}
      </Await>
    </>
  )
}
