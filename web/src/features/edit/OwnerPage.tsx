import type { Change } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import type { EntityPage, RelationItem } from '@kommunalgraph/contract/entities.ts'
import { ontology, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { entityQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, OPEN_END, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { type Problems, withoutFields } from './entry.ts'
import { Buttons, CancelLink, DayRow, DraftNotes, EntityRow, freshWhy, LeaveGuard, ProblemList, refusalOf, Row, StewardPage, SubmitForm, useDraft, useSave, type Why, whyProblems } from './form.tsx'
import { texts } from './texts.ts'
import { WhyBox } from './WhyBox.tsx'

/** Hands accountability over in one action: the old one ends and the new one begins, on a day, with a reason. */
export function OwnerPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { id } = useParams({ from: '/e/$id/owner' })
  const { tenant } = useScope()
  const query = useQuery({ ...entityQuery(id, { tenant }), staleTime: 0 })
  useFollowTenant(query.data?.entity.tenant)
  return (
    <StewardPage title={pick(texts.ownerDo)}>
      <Await query={query} lines={6} notFound={t('entity.notFound')}>
        {(page) => (
          <>
            <h1 className="answer">{pick(texts.ownerTitle(page.entity.name))}</h1>
            <HandOn key={page.entity.id} page={page} />
          </>
        )}
      </Await>
    </StewardPage>
  )
}

interface State {
  next: { id: string; name: string } | undefined
  day: string
  mandate: string
  confidence: string
  why: Why
}

/** The changes that hand over: one begins where the others end. */
export function ownerChanges(page: EntityPage, now: readonly RelationItem[], { next, day, mandate, confidence }: State): Change[] {
  if (!next) return []
  const values = { ...(mandate.trim() ? { mandate: mandate.trim() } : {}), confidence }
  const stays = now.find((item) => item.other.id === next.id)
  const ending = now.filter((item) => item !== stays)
  const [first, ...rest] = ending
  const ends = (items: readonly RelationItem[]): Change[] => items.map(({ factId, version }) => ({ op: 'end-relation', factId, validUntil: day, version }))
  // Who is one of several already only stays.
  if (stays) return ends(ending)
  if (first) {
    // A mandate belongs to whoever had it.
    const kept = mandate.trim() === '' && first.properties.mandate !== undefined ? { mandate: null } : {}
    // The others end first: at no point may there be two open owners.
    return [...ends(rest), { op: 'change-relation', factId: first.factId, from: next.id, validFrom: day, version: first.version, values: { ...kept, ...values } }]
  }
  return [{ op: 'create-relation', relation: 'ACCOUNTABLE_FOR', from: next.id, to: page.entity.id, values: { ...values, validFrom: day, visibility: page.entity.visibility } }]
}

const confidences = Object.entries(ontology.vocabularies.confidence.codes).filter(([code]) => !relationType('ACCOUNTABLE_FOR').refusedConfidence.includes(code))

function HandOn({ page }: { page: EntityPage }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { id, name, type } = page.entity
  const now = (page.relations.find((group) => group.relation === 'ACCOUNTABLE_FOR' && group.direction === 'in')?.items ?? []).filter((item) => item.validUntil === OPEN_END)
  const draft = useDraft<State>(
    `owner:${id}`,
    { next: undefined, day: today(), mandate: '', confidence: 'confirmed', why: freshWhy() },
    (state) => state.next !== undefined || state.why.reason !== '' || state.mandate !== '',
    { title: pick(texts.ownerTitle(name)), href: `/e/${id}/owner` },
  )
  const save = useSave()
  const [problems, setProblems] = useState<Problems>({})
  const { next, day, mandate, confidence, why } = draft.state
  const refusal = refusalOf(save.state, new Set(['from', 'validFrom', 'validUntil', 'mandate', 'confidence', 'reason', 'sourceIds']))
  const shown: Problems = { ...refusal.byField, ...problems }
  const types = relationType('ACCOUNTABLE_FOR').ends.flatMap(([from, to]) => (to === type ? [from] : []))
  const set = (change: Partial<State>, ...fields: string[]) => {
    setProblems((old) => withoutFields(old, ...fields))
    draft.set((old) => ({ ...old, ...change }))
  }
  const submit = async () => {
    const changes = ownerChanges(page, now, draft.state)
    const found = {
      ...(!next ? { from: texts.ownerMissing } : changes.length === 0 ? { from: texts.ownerSame } : {}),
      ...(day === '' ? { validFrom: texts.dayMissing } : {}),
      ...whyProblems(why),
    }
    setProblems(found)
    if (Object.keys(found).length > 0) return
    if (await save.send(changes, why)) {
      draft.finish()
      await navigate({ to: '/e/$id', params: { id }, search: { asOf: undefined } })
    }
  }
  return (
    <SubmitForm onSubmit={submit}>
      <DraftNotes draft={draft} saving={save.state} onSend={() => void submit()} />
      <h2>{pick(texts.ownerNow)}</h2>
      {now.length === 0 ? (
        <p>{pick(texts.ownerNobody)}</p>
      ) : (
        <ul className="plain">
          {now.map((item) => (
            <li key={item.factId}>
              <EntityLink entity={item.other} />{' '}
              <span className="muted">{item.validFrom === UNKNOWN_START ? t('entity.sinceUnknown') : t('entity.since', { day: formatDay(item.validFrom, language, item.validFromPrecision) })}</span>
            </li>
          ))}
        </ul>
      )}
      {now.length > 1 && <p>{pick(texts.several(now.length))}</p>}
      <h2>{pick(texts.ownerNext)}</h2>
      <EntityRow name="from" label={pick(texts.handOverTo)} types={types} chosen={next} required onChoose={(chosen) => set({ next: chosen }, 'from')} problem={shown.from} />
      <DayRow name="validFrom" label={pick(texts.fromDay)} value={day} onChange={(value) => set({ day: value }, 'validFrom')} problem={shown.validFrom ?? shown.validUntil} />
      <Row name="mandate" label={pick(texts.ownerMandate)} hint={pick(relationType('ACCOUNTABLE_FOR').properties.mandate?.help ?? texts.empty)} problem={shown.mandate}>
        {(control) => <input {...control} className="form__input" maxLength={1000} value={mandate} onChange={(event) => set({ mandate: event.target.value }, 'mandate')} />}
      </Row>
      <Row name="confidence" label={pick(ontology.vocabularies.confidence.label)} problem={shown.confidence} required>
        {(control) => (
          <select {...control} className="form__input form__input--short" value={confidence} onChange={(event) => set({ confidence: event.target.value }, 'confidence')}>
            {confidences.map(([code, entry]) => (
              <option key={code} value={code}>
                {pick(entry.label)}
              </option>
            ))}
          </select>
        )}
      </Row>
      <WhyBox why={why} problems={shown} onChange={(changed) => set({ why: changed }, 'reason', 'sourceIds')} />
      {next && day !== '' && (
        <p className="form__note" aria-live="polite">
          {pick(
            now.length > 0
              ? texts.ownerPreview(formatDay(day, language), now.map((item) => item.other.name).join(', '), next.name)
              : texts.ownerBegins(formatDay(day, language), next.name),
          )}
        </p>
      )}
      <ProblemList
        problems={shown}
        general={refusal.general}
        refused={save.state.kind === 'refused'}
        labels={(field) => pick(field === 'from' ? texts.handOverTo : field.startsWith('valid') ? texts.fromDay : field === 'reason' ? texts.reason : field === 'sourceIds' ? texts.source : texts.ownerMandate)}
      />
      <Buttons saving={save.state} onCancel={<CancelLink id={id} />}>
        {pick(texts.ownerDo)}
      </Buttons>
      <LeaveGuard when={() => draft.dirty && !draft.isDone()} />
    </SubmitForm>
  )
}
