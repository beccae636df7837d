import type { AssertionItem, DecideAnswer, OpposedFact } from '@kommunalgraph/contract/merging.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { property, propertyLabel, relationLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { PropertyValue } from '../../ui/PropertyValue.tsx'
import { Await } from '../../ui/Status.tsx'
import { assertionsQuery } from '../duplicates/merging.ts'
import '../duplicates/merging.css'
import { Refused } from '../duplicates/Refused.tsx'
import { texts } from '../duplicates/texts.ts'

/** A link without `all` is not the page with it. */
const onlyThis = { exact: true, includeSearch: true }

/** What came of a decision, kept while the claims are asked for again. */
interface Decided {
  item: AssertionItem
  answer: DecideAnswer
}

/** Claims of several sources side by side, each to be accepted or rejected with a reason. */
export function ContestedPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { all } = useSearch({ from: '/contested' })
  const query = useQuery(assertionsQuery(useScope(), !all))
  const client = useQueryClient()
  const [decided, setDecided] = useState<Decided>()
  return (
    <div className="page">
      <PageTitle title={pick(texts.contested)} />
      <nav className="switch" aria-label={pick(texts.which2)}>
        <Link to="/contested" search={(old) => ({ ...old, all: undefined })} className="switch__item" activeOptions={onlyThis}>
          {pick(texts.onlyContested)}
        </Link>
        <Link to="/contested" search={(old) => ({ ...old, all: true as const })} className="switch__item" activeOptions={onlyThis}>
          {pick(texts.allOpen)}
        </Link>
      </nav>
      {decided && <Outcome key={decided.item.id} decided={decided} />}
      <Await query={query} lines={6}>
        {({ items, total }) => (
          <>
            <h1 className="answer">{pick(all ? texts.openCount(total) : texts.contestedCount(total))}</h1>
            <p className="lead">{pick(texts.claimsLead)}</p>
            {questionsOf(items).map((claims) => (
              <Question
                key={subjectOf(claims[0])}
                claims={claims}
                onDecided={(outcome) => {
                  setDecided(outcome)
                  void client.invalidateQueries()
                }}
              />
            ))}
            {items.length < total && <p className="muted">{t('gaps.truncated', { shown: items.length, total })}</p>}
          </>
        )}
      </Await>
    </div>
  )
}

/** What was decided; the claim itself is gone from the page, so the focus comes here. */
function Outcome({ decided: { item, answer } }: { decided: Decided }) {
  const { pick } = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { status, ended, superseded } = answer
  return (
    <div className="claim-outcome" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>
          {item.name}: {pick(status === 'accepted' ? texts.accepted : texts.rejected)}
        </strong>{' '}
        {ended.length > 0 && pick(texts.ended(ended.length))} {superseded.length > 0 && pick(texts.superseded(superseded.length))}
      </p>
    </div>
  )
}

/** What a claim is about: claims of the same stand side by side. */
const subjectOf = ({ relation, to, entity, property: name, id }: AssertionItem): string => (relation && to ? `${relation} ${to.id}` : entity && name ? `${name} ${entity.id}` : id)

type Claims = readonly [AssertionItem, ...AssertionItem[]]

/** Claims by what they are about, in the order in which the API tells them. */
function questionsOf(items: readonly AssertionItem[]): Claims[] {
  const found = new Map<string, [AssertionItem, ...AssertionItem[]]>()
  for (const item of items) {
    const claims = found.get(subjectOf(item))
    if (claims) claims.push(item)
    else found.set(subjectOf(item), [item])
  }
  return [...found.values()]
}

/** What is recorded and what is claimed about one thing. */
function Question({ claims, onDecided }: { claims: Claims; onDecided: (decided: Decided) => void }) {
  const { pick } = useLanguage()
  const [{ relation, to, entity, property: name, currentValue, name: title }] = claims
  const about = relation ? to : entity
  const recorded = new Map(claims.flatMap(({ against }) => against).map((fact) => [fact.factId, fact]))
  const kind = entity && name ? property(entity.type, name) : undefined
  const id = useId()
  return (
    <section className="question" aria-labelledby={id}>
      <h2 id={id}>
        {about ? (
          <>
            <EntityLink entity={about} /> {pick(relation ? relationLabel(relation, 'in') : propertyLabel(about.type, name ?? ''))} …{' '}
          </>
        ) : (
          title
        )}
        {claims.some(({ contested }) => contested) && <span className="badge badge--gap">{pick(texts.badge)}</span>}
      </h2>
      <div className="question__sides">
        {[...recorded.values()].map((fact) => (
          <Recorded key={fact.factId} fact={fact} />
        ))}
        {kind && currentValue !== undefined && (
          <div className="side side--recorded">
            <p className="side__kind">{pick(texts.recorded)}</p>
            <p className="side__says">
              <PropertyValue property={kind} value={currentValue} />
            </p>
          </div>
        )}
        {claims.map((item) => (
          <Claim key={item.id} item={item} beside={claims} onDecided={onDecided} />
        ))}
      </div>
    </section>
  )
}

function Recorded({ fact: { from, validFrom, sources } }: { fact: OpposedFact }) {
  const { pick } = useLanguage()
  const day = useDay()
  return (
    <div className="side side--recorded">
      <p className="side__kind">{pick(texts.recorded)}</p>
      <p className="side__says">
        <EntityLink entity={from} /> <span className="side__since">{pick(texts.claimedFrom(day(validFrom)))}</span>
      </p>
      <Evidence sources={sources} />
    </div>
  )
}

function Evidence({ sources }: { sources: OpposedFact['sources'] }) {
  const { pick } = useLanguage()
  return <p className="muted">{sources.length > 0 ? pick(texts.says(sources.map(({ name }) => name).join('; '))) : pick(texts.noSource)}</p>
}

function useDay() {
  const { pick, language } = useLanguage()
  return (iso: string) => (iso === UNKNOWN_START ? pick(texts.unknown) : formatDay(iso, language))
}

function Claim({ item, beside, onDecided }: { item: AssertionItem; beside: Claims; onDecided: (decided: Decided) => void }) {
  const { pick } = useLanguage()
  const day = useDay()
  const [from, setFrom] = useState(item.claimedFrom ?? '')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const decide = useMutation({
    mutationFn: (decision: 'accept' | 'reject') =>
      post<DecideAnswer>(`/assertions/${encodeURIComponent(item.id)}/decide`, {
        decision,
        reason,
        version: item.version,
        ...(decision === 'accept' && from ? { from } : {}),
      }),
    onSuccess: (answer) => onDecided({ item, answer }),
  })
  const fieldId = `decide-${item.id}`
  const act = (decision: 'accept' | 'reject') => () => {
    setMissing(reason.trim().length < 3)
    if (reason.trim().length >= 3) decide.mutate(decision)
    else document.getElementById(fieldId)?.focus()
  }
  const relation = item.kind === 'relation'
  const ends = item.same !== null && item.claimedUntil !== undefined
  const kind = item.entity && item.property ? property(item.entity.type, item.property) : undefined
  const others = item.rivals.filter(({ id }) => !beside.some((one) => one.id === id))
  return (
    <article className="side" aria-label={item.name}>
      <p className="side__kind">{pick(texts.claimed)}</p>
      <p className="side__says">
        {relation ? (
          <>
            {item.from ? <EntityLink entity={item.from} /> : <strong>{item.name}</strong>}{' '}
            <span className="side__since">
              {item.claimedFrom && pick(texts.claimedFrom(day(item.claimedFrom)))} {item.claimedUntil && pick(texts.claimedUntil(day(item.claimedUntil)))}
            </span>
          </>
        ) : kind ? (
          <PropertyValue property={kind} value={item.claimedValue} />
        ) : (
          String(item.claimedValue)
        )}
      </p>
      <Evidence sources={item.sources} />
      {item.reason && <p>{item.reason}</p>}
      {item.same && <p>{pick(ends ? texts.endsFact : texts.sameFact)}</p>}
      {others.map((rival) => (
        <p key={rival.id} className="gap-text">
          {pick(texts.againstClaim(rival.says, rival.name))}
        </p>
      ))}
      {relation && (
        <label className="reason">
          <strong>{pick(texts.from)}</strong>
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
      )}
      <label className="reason">
        <strong>{pick(texts.reason)}</strong>
        <textarea
          id={fieldId}
          rows={2}
          maxLength={2000}
          value={reason}
          required
          aria-invalid={missing}
          aria-describedby={missing ? `${fieldId}-missing` : undefined}
          onChange={(event) => {
            setReason(event.target.value)
            setMissing(false)
          }}
        />
      </label>
      {missing && (
        <p id={`${fieldId}-missing`} className="gap-text" role="alert">
          {pick(texts.reasonNeeded)}
        </p>
      )}
      {decide.isError && <Refused error={decide.error} />}
      <div className="buttons">
        <button type="button" className="kern-btn kern-btn--primary" aria-label={pick(texts.acceptNamed(item.name))} disabled={decide.isPending} onClick={act('accept')}>
          <span className="kern-label">{pick(texts.accept)}</span>
        </button>
        <button type="button" className="kern-btn kern-btn--secondary" aria-label={pick(texts.rejectNamed(item.name))} disabled={decide.isPending} onClick={act('reject')}>
          <span className="kern-label">{pick(texts.reject)}</span>
        </button>
      </div>
    </article>
  )
}
