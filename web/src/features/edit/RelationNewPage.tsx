import type { EntityPage } from '@kommunalgraph/contract/entities.ts'
import { type EntityType, isRelationTypeName, nodeType, type RelationType, relationType, relationTypeNames } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { entityQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, OPEN_END, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { relationLabel } from '../../ui/ontology.ts'
import { Await } from '../../ui/Status.tsx'
import { changedFields, type Entered, fieldNames, freshValues, judge, type Kind, labelsOf, type Problems, withoutFields } from './entry.ts'
import { Fields } from './Fields.tsx'
import { Buttons, CancelLink, DraftNotes, EntityRow, freshWhy, LeaveGuard, ProblemList, refusalOf, Row, StewardPage, SubmitForm, useDraft, useSave, type Why, whyProblems } from './form.tsx'
import { texts } from './texts.ts'
import { WhyBox } from './WhyBox.tsx'

type Direction = 'out' | 'in'

/** A relation of one entity that is not recorded yet. */
export function RelationNewPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { id } = useParams({ from: '/e/$id/relations/new' })
  const { tenant } = useScope()
  const query = useQuery(entityQuery(id, { tenant }))
  useFollowTenant(query.data?.entity.tenant)
  return (
    <StewardPage title={pick(texts.addRelation)}>
      <Await query={query} lines={8} notFound={t('entity.notFound')}>
        {(page) => (
          <>
            <h1 className="answer">{pick(texts.relationNew(page.entity.name))}</h1>
            <Chosen page={page} />
          </>
        )}
      </Await>
    </StewardPage>
  )
}

/** What may begin or end at this type, in reading order. */
const choicesOf = (type: EntityType): readonly (readonly [RelationType, Direction])[] =>
  relationTypeNames.flatMap((name) => {
    const { from, to, symmetric } = relationType(name)
    return [
      ...(from.includes(type) ? [[name, 'out'] as const] : []),
      ...(to.includes(type) && !(symmetric && from.includes(type)) ? [[name, 'in'] as const] : []),
    ]
  })

function Chosen({ page }: { page: EntityPage }) {
  const { pick } = useLanguage()
  const navigate = useNavigate({ from: '/e/$id/relations/new' })
  const { relation, direction = 'out' } = useSearch({ from: '/e/$id/relations/new' })
  const choices = choicesOf(page.entity.type)
  const current = choices.find(([name, way]) => name === relation && way === direction)
  const help = current && relationType(current[0]).help
  return (
    <>
      <Row name="relation" label={pick(texts.relationWhich)} hint={help && pick(help)} required>
        {(control) => (
          <select
            {...control}
            className="form__input"
            value={current ? `${current[0]} ${current[1]}` : ''}
            onChange={(event) => {
              const [name, way] = event.target.value.split(' ')
              void navigate({ search: (old) => ({ ...old, relation: name || undefined, direction: way === 'in' ? 'in' : undefined }), replace: true })
            }}
          >
            <option value="">{pick(texts.choose)}</option>
            {(['out', 'in'] as const).map((way) => (
              <optgroup key={way} label={`${page.entity.name}: ${pick(way === 'out' ? texts.relationOut : texts.relationIn)}`}>
                {choices
                  .filter(([, one]) => one === way)
                  .map(([name]) => (
                    <option key={name} value={`${name} ${way}`}>
                      {pick(relationLabel(name, way))}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Row>
      {current && isRelationTypeName(current[0]) && <NewRelation key={`${current[0]} ${current[1]}`} page={page} relation={current[0]} direction={current[1]} />}
    </>
  )
}

interface State {
  other: { id: string; name: string; type?: string } | undefined
  entered: Entered
  why: Why
}

function NewRelation({ page, relation, direction }: { page: EntityPage; relation: RelationType; direction: Direction }) {
  const { language, pick } = useLanguage()
  const navigate = useNavigate()
  const { entity } = page
  const kind: Kind = { relation }
  const [fresh] = useState(() => ({ ...freshValues(kind, language), ...(page.entity.visibility ? { visibility: page.entity.visibility } : {}) }))
  const draft = useDraft<State>(
    `relation:${entity.id}:${relation}:${direction}`,
    { other: undefined, entered: fresh, why: freshWhy() },
    (state) => state.other !== undefined || state.why.reason !== '' || changedFields(fresh, state.entered).length > 0,
    { title: pick(texts.relationNew(entity.name)), href: `/e/${entity.id}/relations/new?relation=${relation}${direction === 'in' ? '&direction=in' : ''}` },
  )
  const save = useSave()
  const [problems, setProblems] = useState<Problems>({})
  const { other, entered, why } = draft.state
  const types = [...new Set(relationType(relation).ends.flatMap(([from, to]) => (direction === 'out' ? (from === entity.type ? [to] : []) : to === entity.type ? [from] : [])))]
  const judged = judge(kind, entered, language)
  const otherEnd = direction === 'out' ? 'to' : 'from'
  const refusal = refusalOf(save.state, new Set([...fieldNames(kind), 'reason', 'sourceIds', 'other']))
  // Both ends are one choice here.
  const shown = { ...refusal.byField, ...problems }
  const submit = async () => {
    const found = { ...(other ? {} : { other: texts.relationOtherMissing }), ...judged.problems, ...whyProblems(why) }
    setProblems(found)
    if (Object.keys(found).length > 0 || !other) return
    const ends = direction === 'out' ? { from: entity.id, to: other.id } : { from: other.id, to: entity.id }
    const answer = await save.send([{ op: 'create-relation', relation, ...ends, values: { ...judged.values } }], why)
    if (answer) {
      draft.finish()
      await navigate({ to: '/e/$id', params: { id: entity.id }, search: {}, hash: 'relations' })
    }
  }
  const label = texts.relationOther(types.map((type) => pick(nodeType(type).label)).join(', '))
  return (
    <SubmitForm onSubmit={submit}>
      <DraftNotes draft={draft} saving={save.state} onSend={() => void submit()} />
      <Existing page={page} relation={relation} direction={direction} />
      <EntityRow
        name="other"
        label={pick(label)}
        types={types}
        chosen={other}
        required
        problem={shown.other ?? shown[otherEnd]}
        onChoose={(chosen) => {
          setProblems((old) => withoutFields(old, 'other'))
          draft.set((old) => ({ ...old, other: chosen }))
        }}
      />
      <p className="form__hint">
        {types
          .filter((type) => !nodeType(type).codeList)
          .slice(0, 4)
          .map((type) => (
            <span key={type}>
              <Link to="/new" search={{ type }} className="kern-link">
                {pick(texts.newOf(pick(nodeType(type).label)))}
              </Link>{' '}
            </span>
          ))}
      </p>
      <Fields
        kind={kind}
        entered={entered}
        problems={shown}
        warnings={judged.warnings}
        onChange={(field, value) => {
          setProblems((old) => withoutFields(old, field))
          draft.set((old) => ({ ...old, entered: { ...old.entered, [field]: value } }))
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
      <ProblemList problems={shown} general={refusal.general} refused={save.state.kind === 'refused'} labels={(field) => (field === 'other' ? pick(label) : labelsOf(kind, pick)(field))} />
      <Buttons saving={save.state} onCancel={<CancelLink id={entity.id} />}>
        {pick(texts.save)}
      </Buttons>
      <LeaveGuard when={() => draft.dirty && !draft.isDone()} />
    </SubmitForm>
  )
}

/** What this entity has of this relation already. */
function Existing({ page, relation, direction }: { page: EntityPage; relation: RelationType; direction: Direction }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const group = page.relations.find((one) => one.relation === relation && one.direction === direction)
  if (!group) return null
  return (
    <section className="form__similar" aria-labelledby="existing">
      <h2 id="existing">
        {pick(texts.relationExisting)}: {pick(relationLabel(relation, direction))} ({group.total})
      </h2>
      <p>{pick(texts.relationExistingText)}</p>
      <ul className="plain">
        {group.items.slice(0, 8).map((item) => (
          <li key={item.factId}>
            <EntityLink entity={item.other} />{' '}
            <span className="muted">
              {item.validFrom === UNKNOWN_START ? t('entity.sinceUnknown') : t('entity.since', { day: formatDay(item.validFrom, language, item.validFromPrecision) })}
              {item.validUntil !== OPEN_END && ` · ${t('entity.until', { day: formatDay(item.validUntil, language) })}`}
            </span>{' '}
            <Link to="/e/$id/relations/$factId" params={{ id: page.entity.id, factId: item.factId }} search={{}} className="kern-link">
              {pick(texts.change)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
