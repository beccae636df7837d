import type { AssertionItem, DecideAnswer } from '@kommunalgraph/contract/merging.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { post } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay, UNKNOWN_START } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { property, propertyLabel, relationLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { PropertyValue } from '../../ui/PropertyValue.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { assertionsQuery } from '../duplicates/merging.ts'
import '../duplicates/merging.css'
import { texts } from '../duplicates/texts.ts'

/** A link without `all` is not the page with it. */
const onlyThis = { exact: true, includeSearch: true, explicitUndefined: true }

/** Claims of several sources side by side, each to be accepted or rejected with a reason. */
export function ContestedPage() {
  const { pick } = useLanguage()
  const { all } = useSearch({ from: '/contested' })
  const query = useQuery(assertionsQuery(useScope(), !all))
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
      <Await query={query} lines={6}>
        {({ items, total }) => (
          <>
            <h1 className="answer">{pick(all ? texts.openCount(total) : texts.contestedCount(total))}</h1>
            <p className="lead">{pick(texts.claimsLead)}</p>
            {items.map((item) => (
              <Claim key={item.id} item={item} />
            ))}
          </>
        )}
      </Await>
    </div>
  )
}

function Claim({ item }: { item: AssertionItem }) {
  const { pick, language } = useLanguage()
  const client = useQueryClient()
  const [from, setFrom] = useState(item.claimedFrom ?? '')
  const [reason, setReason] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'accept' | 'reject') =>
      post<DecideAnswer>(`/assertions/${encodeURIComponent(item.id)}/decide`, {
        decision,
        reason,
        version: item.version,
        ...(decision === 'accept' && from ? { from } : {}),
      }),
  })
  const day = (iso: string) => (iso === UNKNOWN_START ? pick(texts.unknown) : formatDay(iso, language))
  const fieldId = `decide-${item.id}`
  const act = (decision: 'accept' | 'reject') => () => {
    if (reason.trim().length >= 3) decide.mutate(decision)
    else document.getElementById(fieldId)?.focus()
  }
  const relation = item.kind === 'relation'
  const ends = item.same !== null && item.claimedUntil !== undefined
  if (decide.data) {
    const { status, ended, superseded } = decide.data
    return (
      <div className="claim" role="status">
        <p>
          {item.name}: {pick(status === 'accepted' ? texts.accepted : texts.rejected)} {ended.length > 0 && pick(texts.ended(ended.length))}{' '}
          {superseded.length > 0 && pick(texts.superseded(superseded.length))}
        </p>
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => void client.invalidateQueries()}>
          <span className="kern-label">{pick(texts.onlyContested)}</span>
        </button>
      </div>
    )
  }
  return (
    <article className="claim" aria-labelledby={`claim-${item.id}`}>
      <h2 id={`claim-${item.id}`}>
        {item.name} {item.contested && <span className="badge badge--gap">{pick(texts.badge)}</span>}
      </h2>
      {relation && item.from && item.to && item.relation && (
        <p>
          <EntityLink entity={item.from} /> {pick(relationLabel(item.relation))} <EntityLink entity={item.to} />
          {item.claimedFrom && `, ${pick(texts.claimedFrom(day(item.claimedFrom)))}`}
          {item.claimedUntil && `, ${pick(texts.claimedUntil(day(item.claimedUntil)))}`}
        </p>
      )}
      {!relation && item.entity && item.property && (
        <p>
          <EntityLink entity={item.entity} /> {pick(propertyLabel(item.entity.type, item.property))}: <ClaimedValue item={item} />
        </p>
      )}
      <p className="muted">{item.sources.length > 0 ? pick(texts.says(item.sources.map(({ name }) => name).join('; '))) : pick(texts.noSource)}</p>
      {item.reason && <p>{item.reason}</p>}
      <ul>
        {item.same && <li>{pick(ends ? texts.endsFact : texts.sameFact)}</li>}
        {item.against.map((fact) => (
          <li key={fact.factId} className="gap-text">
            {pick(texts.againstFact(fact.from.name, day(fact.validFrom)))}
          </li>
        ))}
        {item.rivals.map((rival) => (
          <li key={rival.id} className="gap-text">
            {pick(texts.againstClaim(rival.says, rival.name))}
          </li>
        ))}
      </ul>
      <div className="claim__fields">
        {relation && (
          <label className="reason">
            <strong>{pick(texts.from)}</strong>
            <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
        )}
        <label className="reason">
          <strong>{pick(texts.reason)}</strong>
          <input id={fieldId} value={reason} required onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
      {decide.isError && <ErrorNote error={decide.error} />}
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

function ClaimedValue({ item }: { item: AssertionItem }) {
  const { pick } = useLanguage()
  const kind = item.entity && item.property ? property(item.entity.type, item.property) : undefined
  if (!kind) return <>{String(item.claimedValue)}</>
  return (
    <>
      <PropertyValue property={kind} value={item.claimedValue} /> ({pick(texts.current(''))}
      {item.currentValue === undefined ? pick(texts.nothing) : <PropertyValue property={kind} value={item.currentValue} />})
    </>
  )
}
