import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import { type EntityType, entityTypes, isNodeTypeName, nodeType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, get } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { useLanguage } from '../../ui/language.ts'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'
import { changedFields, type Entered, fieldNames, freshValues, judge, labelsOf, type Problems, withoutFields } from './entry.ts'
import { Fields } from './Fields.tsx'
import { Buttons, DraftNotes, freshWhy, LeaveGuard, ProblemList, refusalOf, StewardPage, SubmitForm, useDraft, useSave, type Why, whyProblems } from './form.tsx'
import { Similar } from './Similar.tsx'
import { texts } from './texts.ts'
import { WhyBox } from './WhyBox.tsx'

/** Code lists come from the ontology, batches from imports, assertions from sources that disagree. */
const addable = entityTypes.filter((type) => !nodeType(type).codeList && type !== 'ImportBatch' && type !== 'Assertion')

/** Adds an entity: first what kind, then its form. */
export function NewPage() {
  const { pick } = useLanguage()
  const { type, name } = useSearch({ from: '/new' })
  const known = type !== undefined && isNodeTypeName(type) && addable.includes(type) ? type : undefined
  const title = pick(known ? texts.newOf(pick(nodeType(known).label)) : texts.newTitle)
  return (
    <StewardPage title={title}>
      <h1 className="answer">{title}</h1>
      {known ? <NewEntity key={known} type={known} name={name ?? ''} /> : <TypeChoice />}
    </StewardPage>
  )
}

function TypeChoice() {
  const { pick } = useLanguage()
  return (
    <ul className="type-choice">
      {addable.map((type) => (
        <li key={type}>
          <Link to="/new" search={(old) => ({ ...old, type })}>
            <TypeGlyph type={type} /> {pick(nodeType(type).label)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

interface State {
  entered: Entered
  why: Why
  /** Drawn by the first try: a second one cannot add the same twice. */
  id?: string
}

function NewEntity({ type, name }: { type: EntityType; name: string }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { tenant } = useScope()
  const kind = { entity: type }
  const [fresh] = useState(() => ({ ...freshValues(kind, language), name }))
  const title = texts.newOf(pick(nodeType(type).label))
  const draft = useDraft<State>(
    `new:${tenant ?? 'home'}:${type}`,
    { entered: fresh, why: freshWhy() },
    (state) => changedFields(fresh, state.entered).length > 0 || state.why.reason !== '',
    { title: pick(title), href: `/new?type=${type}` },
  )
  const save = useSave()
  const [problems, setProblems] = useState<Problems>({})
  const { entered, why } = draft.state
  const fields = new Set([...fieldNames(kind), 'reason', 'sourceIds'])
  const refusal = refusalOf(save.state, fields)
  const shown = { ...refusal.byField, ...problems }
  const judged = judge(kind, entered, language)

  const submit = async () => {
    const found = { ...judged.problems, ...whyProblems(why) }
    // A source needs no other source: it is its own evidence.
    if (type === 'Source') delete (found as Record<string, unknown>).sourceIds
    setProblems(found)
    if (Object.keys(found).length > 0) return
    let id = draft.state.id
    if (id === undefined) {
      const tried = await save.send([{ op: 'create-entity', type, values: { ...judged.values } }], why, { dryRun: true })
      id = tried?.results[0]?.id
      if (id === undefined) return
      draft.set((old) => ({ ...old, ...(id === undefined ? {} : { id }) }))
    }
    const answer = await save.send([{ op: 'create-entity', type, id, values: { ...judged.values } }], why)
    if (answer || (await arrived(id, String(judged.values.name ?? '')))) {
      draft.finish()
      await navigate({ to: '/e/$id', params: { id }, search: {} })
    }
  }

  return (
    <SubmitForm onSubmit={submit}>
      <p className="lead">
        {pick(nodeType(type).help)}{' '}
        <Link to="/new" search={(old) => ({ ...old, type: undefined, name: undefined })} className="kern-link">
          {pick(texts.newOther)}
        </Link>
      </p>
      <DraftNotes draft={draft} saving={save.state} onSend={() => void submit()} />
      <Similar type={type} name={String(entered.name ?? '')} />
      <Fields
        kind={kind}
        entered={entered}
        problems={shown}
        warnings={judged.warnings}
        onChange={(field, value) => {
          setProblems((old) => withoutFields(old, field))
          // Another content is another thing: an id drawn before no longer fits.
          draft.set(({ id: _drawn, ...old }) => ({ ...old, entered: { ...old.entered, [field]: value } }))
        }}
      />
      <WhyBox
        why={why}
        problems={shown}
        onChange={(next) => {
          setProblems((old) => withoutFields(old, 'reason', 'sourceIds'))
          draft.set((old) => ({ ...old, why: next }))
        }}
      />
      <ProblemList problems={shown} general={refusal.general} refused={save.state.kind === 'refused'} labels={labelsOf(kind, pick)} />
      <Buttons
        saving={save.state}
        onCancel={
          <Link to="/entities" search={{ type }} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{pick(texts.cancel)}</span>
          </Link>
        }
      >
        {pick(texts.save)}
      </Buttons>
      <LeaveGuard when={() => draft.dirty && !draft.isDone()} />
    </SubmitForm>
  )
}

/** Whether what was sent into a lost connection was stored all the same. */
async function arrived(id: string, name: string): Promise<boolean> {
  try {
    const { entity } = await get<EntityPage>(`/entities/${encodeURIComponent(id)}`)
    return entity.name === name
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}
