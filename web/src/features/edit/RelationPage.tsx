import type { Change } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import { type RelationType, relationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Relation } from '@kommunalgraph/contract/schemas.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { get } from '../../api/client.ts'
import { useLanguage } from '../../ui/language.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { relationLabel } from '../../ui/ontology.ts'
import { Await } from '../../ui/Status.tsx'
import { Conflict } from './Conflict.tsx'
import { changedFields, type Clash, clashes, type Entered, enteredValues, fieldNames, judge, type Kind, labelsOf, patchOf, type Problems, settled, withoutFields } from './entry.ts'
import { Fields } from './Fields.tsx'
import { Buttons, CancelLink, DayRow, DraftNotes, EntityRow, freshWhy, LeaveGuard, ProblemList, refusalOf, Row, StewardPage, SubmitForm, useDraft, useSave, type Why, whyProblems } from './form.tsx'
import { texts } from './texts.ts'
import { type Along, PublicationCheck } from './Publication.tsx'
import { WhyBox } from './WhyBox.tsx'

/** A relation is published by itself: nothing goes along. */
const alone: Along = new Map()
const none = () => undefined

const verbs = ['change', 'correct', 'end', 'retract'] as const
type Verb = (typeof verbs)[number]

const said = {
  change: [texts.verbChange, texts.verbChangeHelp],
  correct: [texts.verbCorrect, texts.verbCorrectHelp],
  end: [texts.verbEnd, texts.verbEndHelp],
  retract: [texts.verbRetract, texts.verbRetractHelp],
} as const

/** Changes, corrects, ends or retracts one relation. */
export function RelationPage() {
  const { pick } = useLanguage()
  const { id, factId } = useParams({ from: '/e/$id/relations/$factId' })
  const query = useQuery({
    queryKey: ['/relations', factId],
    queryFn: ({ signal }) => get<Relation>(`/relations/${encodeURIComponent(factId)}`, {}, signal),
    staleTime: 0,
  })
  return (
    <StewardPage title={pick(texts.relationEdit)}>
      <h1 className="answer">{pick(texts.relationEdit)}</h1>
      <Await query={query} lines={6}>
        {(fact) => (
          <>
            <p className="lead">
              <EntityLink entity={fact.from} /> {pick(relationLabel(fact.type))} <EntityLink entity={fact.to} />
            </p>
            <EditRelation key={factId} fact={fact} id={id} />
          </>
        )}
      </Await>
    </StewardPage>
  )
}

interface State {
  verb: Verb | ''
  day: string
  /** Another one at the far end, from the day on. */
  other: { id: string; name: string } | undefined
  base: { version: number; entered: Entered }
  entered: Entered
  why: Why
}

function EditRelation({ fact, id }: { fact: Relation; id: string }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const relation = fact.type as RelationType
  const kind: Kind = { relation }
  const out = fact.from.id === id
  const far = out ? fact.to : fact.from
  const baseOf = (now: Relation): State['base'] => ({ version: now.version, entered: enteredValues(kind, now, language) })
  const draft = useDraft<State>(
    `fact:${fact.factId}`,
    { verb: '', day: today(), other: undefined, base: baseOf(fact), entered: enteredValues(kind, fact, language), why: freshWhy() },
    (state) => changedFields(state.base.entered, state.entered).length > 0 || state.other !== undefined || state.why.reason !== '',
    { title: `${fact.from.name} ${pick(relationLabel(relation))} ${fact.to.name}`, href: `/e/${id}/relations/${fact.factId}` },
  )
  const save = useSave()
  const [problems, setProblems] = useState<Problems>({})
  const [conflict, setConflict] = useState<{ found: readonly Clash[]; base: State['base'] } | undefined>()
  const { verb, day, other, base, entered, why } = draft.state
  const without = new Set(verb === 'change' ? ['validFrom', 'validFromPrecision', 'validUntil'] : [])
  const dayField = verb === 'end' ? 'validUntil' : 'validFrom'
  const refusal = refusalOf(
    save.state,
    new Set([
      'reason',
      'sourceIds',
      'verb',
      'other',
      ...(verb === 'change' || verb === 'correct' ? fieldNames(kind, without) : []),
      ...(verb === 'change' || verb === 'end' ? [dayField] : []),
    ]),
  )
  const shown = { ...refusal.byField, ...problems }
  const farTypes = [...new Set(relationType(relation).ends.flatMap(([from, to]) => (out ? (from === fact.from.type ? [to] : []) : to === fact.to.type ? [from] : [])))]

  const changeOf = (state: State): Change => {
    const { version } = state.base
    const values = patchOf(kind, state.base.entered, Object.fromEntries(Object.entries(state.entered).filter(([name]) => !without.has(name)).concat(Object.entries(state.base.entered).filter(([name]) => without.has(name)))), language)
    const { factId } = fact
    if (state.verb === 'end') return { op: 'end-relation', factId, validUntil: state.day, version }
    if (state.verb === 'retract') return { op: 'retract-relation', factId, version }
    if (state.verb === 'correct') {
      const added = state.why.sources.map((source) => source.id).filter((source) => !fact.sourceIds.includes(source))
      return { op: 'correct-relation', factId, version, values: { ...values, ...(added.length > 0 ? { sourceIds: [...fact.sourceIds, ...added] } : {}) } }
    }
    return { op: 'change-relation', factId, version, validFrom: state.day, values, ...(state.other ? (out ? { to: state.other.id } : { from: state.other.id }) : {}) }
  }
  const submit = async (state: State) => {
    const changed = new Set(changedFields(state.base.entered, state.entered).filter((name) => !without.has(name)))
    const typed = state.verb === 'change' || state.verb === 'correct'
    const found = {
      ...(state.verb === '' ? { verb: texts.missing } : {}),
      ...((state.verb === 'change' || state.verb === 'end') && state.day === '' ? { [dayField]: texts.dayMissing } : {}),
      ...(typed && changed.size === 0 && !state.other ? { verb: texts.nothingChanged } : {}),
      ...(typed ? judge(kind, state.entered, language, changed).problems : {}),
      ...whyProblems(state.why),
    }
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const answer = await save.send([changeOf(state)], state.why, {
      conflict: () =>
        void get<Relation>(`/relations/${encodeURIComponent(fact.factId)}`).then((now) => {
          const next = baseOf(now)
          setConflict({ found: clashes(state.base.entered, next.entered, state.entered), base: next })
        }),
    })
    if (answer) {
      draft.finish()
      await navigate({ to: '/e/$id', params: { id }, search: {}, hash: 'relations' })
    }
  }
  const set = (change: Partial<State>, ...fields: string[]) => {
    setProblems((old) => withoutFields(old, ...fields))
    draft.set((old) => ({ ...old, ...change }))
  }
  const dayRow = <DayRow name={dayField} label={pick(verb === 'end' ? texts.endDay : texts.fromDay)} value={day} onChange={(next) => set({ day: next }, dayField)} problem={shown[dayField]} />
  return (
    <SubmitForm onSubmit={() => submit(draft.state)}>
      <DraftNotes draft={draft} saving={save.state} onSend={() => void submit(draft.state)} />
      <Row name="verb" label={pick(texts.verb)} problem={shown.verb} required group>
        {() =>
          verbs.map((one) => (
            <label key={one} className="form__check form__check--radio">
              <input type="radio" name="verb" checked={verb === one} onChange={() => set({ verb: one }, 'verb')} />
              <span>
                {pick(said[one][0])}
                <span className="form__hint">{pick(said[one][1])}</span>
              </span>
            </label>
          ))
        }
      </Row>
      {(verb === 'change' || verb === 'end') && dayRow}
      {verb === 'change' && (
        <EntityRow
          name="other"
          label={pick(relationLabel(relation, out ? 'out' : 'in'))}
          hint={far.name}
          types={farTypes}
          chosen={other}
          onChoose={(chosen) => set({ other: chosen }, 'other')}
          problem={shown[out ? 'to' : 'from']}
        />
      )}
      {(verb === 'change' || verb === 'correct') && (
        <Fields kind={kind} entered={entered} without={without} problems={shown} onChange={(field, value) => set({ entered: { ...entered, [field]: value } }, field, 'verb')} />
      )}
      {verb === 'correct' && base.entered.visibility === 'internal' && entered.visibility === 'public' && (
        <PublicationCheck changes={[{ op: 'correct-relation', factId: fact.factId, values: { visibility: 'public' } }]} along={alone} onAlong={none} />
      )}
      <WhyBox why={why} problems={shown} onChange={(next) => set({ why: next }, 'reason', 'sourceIds')} />
      <ProblemList
        problems={shown}
        general={refusal.general}
        refused={save.state.kind === 'refused'}
        labels={(field) => (field === 'verb' ? pick(texts.verb) : field === dayField && verb !== 'correct' ? pick(verb === 'end' ? texts.endDay : texts.fromDay) : labelsOf(kind, pick)(field))}
      />
      {conflict ? (
        <Conflict
          key={conflict.base.version}
          kind={kind}
          id={id}
          clashes={conflict.found}
          onApply={(chosen) => {
            const next: State = { ...draft.state, base: conflict.base, entered: settled(entered, conflict.found, chosen) }
            setConflict(undefined)
            draft.set(next)
            void submit(next)
          }}
        />
      ) : (
        <Buttons saving={save.state} onCancel={<CancelLink id={id} />}>
          {pick(texts.save)}
        </Buttons>
      )}
      <LeaveGuard when={() => draft.dirty && !draft.isDone()} />
    </SubmitForm>
  )
}
