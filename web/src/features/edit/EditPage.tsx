import type { Change } from '@kommunalgraph/contract/changes.ts'
import { today } from '@kommunalgraph/contract/days.ts'
import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import { OPEN_END } from '@kommunalgraph/contract/ontology/common.ts'
import type { EntityType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../api/client.ts'
import { entityQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await } from '../../ui/Status.tsx'
import { Conflict } from './Conflict.tsx'
import { changedFields, type Clash, clashes, type Entered, enteredValues, fieldNames, judge, labelsOf, patchOf, type Problems, settled, withoutFields } from './entry.ts'
import { Fields } from './Fields.tsx'
import { type Along, alongChanges, PublicationCheck } from './Publication.tsx'
import { Buttons, CancelLink, DayRow, DraftNotes, FormScope, freshWhy, LeaveGuard, ProblemList, refusalOf, StewardPage, SubmitForm, useDraft, useSave, type Why, whyProblems } from './form.tsx'
import { texts } from './texts.ts'
import { WhyBox } from './WhyBox.tsx'

/** Corrects, ends, restores or retracts one entity. Always today's state, whatever day is looked at. */
export function EditPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { id } = useParams({ from: '/e/$id/edit' })
  const { tenant } = useScope()
  const query = useQuery({ ...entityQuery(id, { tenant }), staleTime: 0 })
  useFollowTenant(query.data?.entity.tenant)
  return (
    <StewardPage title={pick(texts.change)}>
      <Await query={query} lines={8} notFound={t('entity.notFound')}>
        {(page) => (
          <>
            <h1 className="answer">{pick(texts.editOf(page.entity.name))}</h1>
            <EditEntity key={page.entity.id} page={page} />
            <Others page={page} />
          </>
        )}
      </Await>
    </StewardPage>
  )
}

interface State {
  /** What was stored when editing began: its version guards against overwriting somebody else's change. */
  base: { version: number; entered: Entered; sourceIds: readonly string[] }
  entered: Entered
  why: Why
}

function EditEntity({ page }: { page: EntityPage }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { id, name, version } = page.entity
  const kind = { entity: page.entity.type as EntityType }
  const baseOf = ({ entity }: EntityPage): State['base'] => ({ version: entity.version, entered: enteredValues(kind, entity, language), sourceIds: entity.sourceIds })
  const draft = useDraft<State>(
    `edit:${id}`,
    { base: baseOf(page), entered: enteredValues(kind, page.entity, language), why: freshWhy() },
    (state) => changedFields(state.base.entered, state.entered).length > 0 || state.why.reason !== '',
    { title: pick(texts.editOf(name)), href: `/e/${id}/edit` },
  )
  const save = useSave()
  const [problems, setProblems] = useState<Problems>({})
  const [nothing, setNothing] = useState(false)
  const [conflict, setConflict] = useState<{ found: readonly Clash[]; base: State['base'] } | undefined>()
  const [along, setAlong] = useState<Along>(new Map())
  const { base, entered, why } = draft.state
  // Nothing typed yet: what was saved elsewhere meanwhile is simply shown.
  const stale = !draft.dirty && base.version !== version
  if (stale) draft.set((old) => ({ ...old, base: baseOf(page), entered: enteredValues(kind, page.entity, language) }))

  const fields = new Set([...fieldNames(kind), 'reason', 'sourceIds'])
  const refusal = refusalOf(save.state, fields)
  const shown = { ...refusal.byField, ...problems }
  const touched = new Set(changedFields(base.entered, entered))
  const judged = judge(kind, entered, language, touched)

  const publishes = base.entered.visibility === 'internal' && entered.visibility === 'public'

  const compare = async () => {
    const now = await get<EntityPage>(`/entities/${encodeURIComponent(id)}`)
    const next = baseOf(now)
    setConflict({ found: clashes(base.entered, next.entered, entered), base: next })
  }
  const submit = async (state: State) => {
    const changed = new Set(changedFields(state.base.entered, state.entered))
    setNothing(changed.size === 0)
    const found = { ...judge(kind, state.entered, language, changed).problems, ...whyProblems(state.why) }
    setProblems(found)
    if (changed.size === 0 || Object.keys(found).length > 0) return
    const added = state.why.sources.filter((source) => !state.base.sourceIds.includes(source.id)).map((source) => source.id)
    const values = {
      ...patchOf(kind, state.base.entered, state.entered, language),
      ...(added.length > 0 ? { sourceIds: [...state.base.sourceIds, ...added] } : {}),
    }
    const answer = await save.send([{ op: 'correct-entity', id, values, version: state.base.version }, ...(publishes ? alongChanges(along) : [])], state.why, { conflict: () => void compare() })
    if (answer) {
      draft.finish()
      await navigate({ to: '/e/$id', params: { id }, search: {} })
    }
  }

  return (
    <SubmitForm onSubmit={() => submit(draft.state)}>
      <p className="lead">{pick(texts.editLead)}</p>
      <DraftNotes draft={draft} saving={save.state} onSend={() => void submit(draft.state)} />
      <Fields
        kind={kind}
        entered={entered}
        problems={shown}
        warnings={judged.warnings}
        onChange={(field, value) => {
          setProblems((old) => withoutFields(old, field))
          setNothing(false)
          draft.set((old) => ({ ...old, entered: { ...old.entered, [field]: value } }))
        }}
      />
      {publishes && <PublicationCheck changes={[{ op: 'correct-entity', id, values: { visibility: 'public' } }]} along={along} onAlong={setAlong} />}
      <WhyBox
        why={why}
        problems={shown}
        onChange={(next) => {
          setProblems((old) => withoutFields(old, 'reason', 'sourceIds'))
          draft.set((old) => ({ ...old, why: next }))
        }}
      />
      <ProblemList problems={shown} general={[...refusal.general, ...(nothing ? [texts.nothingChanged] : [])]} refused={save.state.kind === 'refused'} labels={labelsOf(kind, pick)} />
      {conflict ? (
        <Conflict
          key={conflict.base.version}
          kind={kind}
          id={id}
          clashes={conflict.found}
          onApply={(chosen) => {
            const next: State = { base: conflict.base, entered: settled(entered, conflict.found, chosen), why }
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

/** What is not a correction: it ended, its end is taken back, or it was never true. */
function Others({ page }: { page: EntityPage }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { id, version, validUntil } = page.entity
  const ended = validUntil !== OPEN_END
  const toPage = () => void navigate({ to: '/e/$id', params: { id }, search: {} })
  return (
    <details className="form__other">
      <summary>{pick(texts.alsoEnd)}</summary>
      {ended ? (
        <Action title={pick(texts.restoreTitle)} text={pick(texts.restoreText(formatDay(validUntil, language)))} button={pick(texts.restoreDo)} build={() => ({ op: 'correct-entity', id, version, values: { validUntil: OPEN_END } })} onDone={toPage} />
      ) : (
        <Action title={pick(texts.endTitle)} text={pick(texts.endText)} day={pick(texts.endDay)} button={pick(texts.endDo)} build={(validUntil) => ({ op: 'end-entity', id, version, validUntil })} onDone={toPage} />
      )}
      <Action
        title={pick(texts.retractTitle)}
        text={pick(texts.retractText)}
        button={pick(texts.retractDo)}
        build={() => ({ op: 'retract-entity', id, version })}
        onDone={() => void navigate({ to: '/entities', search: { type: page.entity.type } })}
      />
    </details>
  )
}

/** One action with its reason and source, folded until it is wanted. */
function Action({ title, text, day, button, build, onDone }: { title: string; text: string; day?: string; button: string; build: (day: string) => Change; onDone: () => void }) {
  const { pick } = useLanguage()
  const [open, setOpen] = useState(false)
  const [when, setWhen] = useState(today())
  const [why, setWhy] = useState(freshWhy)
  const [problems, setProblems] = useState<Problems>({})
  const save = useSave()
  const refusal = refusalOf(save.state, new Set(['reason', 'sourceIds', ...(day ? ['validUntil'] : [])]))
  const shown = { ...refusal.byField, ...problems }
  const submit = async () => {
    const found = { ...whyProblems(why), ...(day && when === '' ? { validUntil: texts.dayMissing } : {}) }
    setProblems(found)
    if (Object.keys(found).length > 0) return
    if (await save.send([build(when)], why)) onDone()
  }
  return (
    <section>
      <h2>{title}</h2>
      <p>{text}</p>
      {open ? (
        <FormScope value={`${button}-`}>
        <SubmitForm onSubmit={submit}>
          {day && <DayRow name="validUntil" label={day} value={when} onChange={setWhen} problem={shown.validUntil} />}
          <WhyBox why={why} onChange={setWhy} problems={shown} />
          <ProblemList
            problems={shown}
            general={[...refusal.general, ...(save.state.kind === 'offline' ? [texts.offline] : [])]}
            refused={save.state.kind === 'refused'}
            labels={(field) => (field === 'reason' ? pick(texts.reason) : field === 'validUntil' ? (day ?? '') : pick(texts.source))}
          />
          <Buttons saving={save.state}>{button}</Buttons>
        </SubmitForm>
        </FormScope>
      ) : (
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setOpen(true)}>
          <span className="kern-label">{button}</span>
        </button>
      )}
    </section>
  )
}
