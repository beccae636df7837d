import type { ComparedEntity, Comparison, MergeAnswer } from '@kommunalgraph/contract/merging.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { post } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import { NotUndone } from '../../ui/NotUndone.tsx'
import { property, propertyLabel, relationLabel, relationPropertyLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { PropertyValue } from '../../ui/PropertyValue.tsx'
import { Await } from '../../ui/Status.tsx'
import { comparisonQuery, whatIfQuery } from './merging.ts'
import './merging.css'
import { Refused } from './Refused.tsx'
import { texts } from './texts.ts'

type Side = 'a' | 'b'

/** These follow from both by themselves. */
const united = new Set(['validFrom', 'validUntil', 'validFromPrecision'])
/** Relations listed of each. */
const LISTED = 8

/** Two entries side by side: choose which stays and what holds, give a reason, merge; or remember that they are two. */
export function ComparePage() {
  const { pick } = useLanguage()
  const { a = '', b = '' } = useSearch({ from: '/duplicates/compare' })
  const query = useQuery(comparisonQuery(useScope(), a, b))
  return (
    <div className="page">
      <PageTitle title={pick(texts.same)} />
      <p className="crumbs">
        <Link to="/duplicates" className="kern-link">
          {pick(texts.back)}
        </Link>
      </p>
      <h1 className="answer">{pick(texts.same)}</h1>
      <Await query={query} lines={8} notFound={pick(texts.unknownPair)}>
        {(comparison) => <Choice key={`${a} ${b}`} comparison={comparison} />}
      </Await>
    </div>
  )
}

function Choice({ comparison }: { comparison: Comparison }) {
  const { pick } = useLanguage()
  const client = useQueryClient()
  const [stays, setStays] = useState<Side>(comparison.b.relationTotal > comparison.a.relationTotal ? 'b' : 'a')
  const [chosen, setChosen] = useState<Record<string, Side>>({})
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const { a, b } = comparison
  const keep = comparison[stays]
  const goes = stays === 'a' ? b : a
  const fields = comparison.fields.filter((name) => !united.has(name))
  const sideOf = (name: string): Side => chosen[name] ?? (keep.values[name] === undefined ? (stays === 'a' ? 'b' : 'a') : stays)
  const values = Object.fromEntries(fields.map((name) => [name, comparison[sideOf(name)].values[name] ?? null]))
  /** The one that stays, as it will be called. */
  const kept = { ...keep.entity, name: typeof values.name === 'string' ? values.name : keep.entity.name }
  const body = { keep: keep.entity.id, merge: goes.entity.id, keepVersion: keep.version, mergeVersion: goes.version, values }

  // What was compared is not two any more: only other pages ask again.
  const again = () => client.invalidateQueries({ refetchType: 'none' })
  const merge = useMutation({ mutationFn: () => post<MergeAnswer>('/merges', { ...body, reason }), onSuccess: again })
  const undo = useMutation({ mutationFn: (seq: number) => post(`/merges/${seq}/undo`, { reason: texts.undoReason.de }), onSuccess: again })
  const apart = useMutation({
    mutationFn: () => post('/duplicates/not-same', { a: a.entity.id, b: b.entity.id, reason }),
    onSuccess: again,
  })
  const withReason = (act: () => void) => () => {
    setMissing(reason.trim().length < 3)
    if (reason.trim().length >= 3) act()
    else document.getElementById('merge-reason')?.focus()
  }

  if (merge.data && !undo.isSuccess) {
    const { seq, undoable } = merge.data
    return (
      <div role="status">
        <p>{pick(texts.merged(kept.name))}</p>
        <EntityLink entity={kept} />
        {undo.isError && <NotUndone error={undo.error} />}
        <div className="buttons">
          {undoable && seq !== null && (
            <button type="button" className="kern-btn kern-btn--secondary" disabled={undo.isPending} onClick={() => undo.mutate(seq)}>
              <span className="kern-label">{pick(texts.undo)}</span>
            </button>
          )}
        </div>
      </div>
    )
  }
  if (undo.isSuccess) return <p role="status">{pick(texts.undone)}</p>
  if (apart.isSuccess) return <p role="status">{pick(texts.marked)}</p>
  return (
    <>
      <ul className="pair__reasons">
        {comparison.reasons.map((one) => (
          <li key={one.code} className={one.against ? 'pair__against' : ''}>
            {pick(one.text)}
          </li>
        ))}
      </ul>
      {comparison.notSame && <p className="gap-text">{pick(texts.alreadyNotSame(comparison.notSame.reason))}</p>}
      <div className="choices">
        <fieldset className="choice">
          <legend className="choice__label">{pick(texts.which)}</legend>
          {(['a', 'b'] as const).map((side) => (
            <label key={side} className="choice__side">
              <input type="radio" name="stays" checked={stays === side} onChange={() => setStays(side)} />
              <span>
                {comparison[side].entity.name}
                <br />
                <span className="muted">{pick(texts.relationCount(comparison[side].relationTotal))}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </div>
      <h2>{pick(fields.length > 0 ? texts.fields : texts.noFields)}</h2>
      <div className="choices">
        {fields.map((name) => (
          <fieldset key={name} className="choice">
            <legend className="choice__label">{pick(propertyLabel(keep.entity.type, name))}</legend>
            {(['a', 'b'] as const).map((side) => (
              <label key={side} className="choice__side">
                <input type="radio" name={`field-${name}`} checked={sideOf(name) === side} onChange={() => setChosen({ ...chosen, [name]: side })} />
                <Value entity={comparison[side]} name={name} />
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <p className="muted">{pick(texts.validity)}</p>
      <h2>{pick(texts.relations)}</h2>
      <div className="sides">
        <Relations entity={a} />
        <Relations entity={b} />
      </div>
      <WhatIf body={{ keep: body.keep, merge: body.merge, values }} name={kept.name} undoable={comparison.undoable} />
      <label className="reason">
        <strong>{pick(texts.reason)}</strong>
        <span className="muted" id="merge-reason-hint">
          {' '}
          {pick(texts.reasonHint)}
        </span>
        <textarea
          id="merge-reason"
          rows={2}
          maxLength={2000}
          value={reason}
          required
          aria-invalid={missing}
          aria-describedby={missing ? 'merge-reason-hint merge-reason-missing' : 'merge-reason-hint'}
          onChange={(event) => {
            setReason(event.target.value)
            setMissing(false)
          }}
        />
      </label>
      {missing && (
        <p id="merge-reason-missing" className="gap-text" role="alert">
          {pick(texts.reasonNeeded)}
        </p>
      )}
      {(merge.isError || apart.isError) && <Refused error={merge.error ?? apart.error} />}
      <div className="buttons">
        <button type="button" className="kern-btn kern-btn--primary" disabled={merge.isPending} onClick={withReason(() => merge.mutate())}>
          <span className="kern-label">{pick(texts.merge)}</span>
        </button>
        <button type="button" className="kern-btn kern-btn--secondary" disabled={apart.isPending} onClick={withReason(() => apart.mutate())}>
          <span className="kern-label">{pick(texts.notSame)}</span>
        </button>
      </div>
    </>
  )
}

function Value({ entity: { entity, values }, name }: { entity: ComparedEntity; name: string }) {
  const { pick } = useLanguage()
  const kind = property(entity.type, name)
  const value = values[name]
  if (value === undefined || !kind) return <span className="muted">{pick(texts.nothing)}</span>
  return (
    <span>
      <PropertyValue property={kind} value={value} />
    </span>
  )
}

function Relations({ entity: { entity, relations, relationTotal } }: { entity: ComparedEntity }) {
  const { pick } = useLanguage()
  return (
    <div>
      <EntityLink entity={entity} />
      <ul>
        {relations.slice(0, LISTED).map((one) => (
          <li key={one.factId}>
            {pick(relationLabel(one.relation, one.direction))}: {one.other.name}
          </li>
        ))}
        {relationTotal > LISTED && <li className="muted">{pick(texts.andMore(relationTotal - LISTED))}</li>}
      </ul>
    </div>
  )
}

/** What the API says would become of what; asked again with every choice. */
function WhatIf({ body, name, undoable }: { body: { keep: string; merge: string; values: Record<string, unknown> }; name: string; undoable: boolean }) {
  const { pick } = useLanguage()
  const query = useQuery(whatIfQuery({ ...body, reason: texts.whatIf.de }))
  return (
    <section className="what-if" aria-live="polite">
      <h3>{pick(texts.whatIf)}</h3>
      {query.isError ? (
        <Refused error={query.error} />
      ) : (
        <Await query={query} lines={2}>
          {({ moved, united: joined, dropped, references }) => (
            <>
              {moved > 0 && <p>{pick(texts.moved(moved, name))}</p>}
              {joined.length > 0 && <p>{pick(texts.united(joined.length))}</p>}
              {joined
                .filter(({ differs }) => differs.length > 0)
                .map((one) => (
                  <p key={one.factId}>{pick(texts.differs(one.other.name, one.differs.map((property) => pick(relationPropertyLabel(one.relation, property))).join(', ')))}</p>
                ))}
              {dropped.length > 0 && <p>{pick(texts.dropped(dropped.length))}</p>}
              {references > 0 && <p>{pick(texts.references(references))}</p>}
              <p>
                {pick(texts.oldId)} {pick(undoable ? texts.undoable : texts.notUndoable)}
              </p>
            </>
          )}
        </Await>
      )}
    </section>
  )
}
