import { dayOf } from '@kommunalgraph/contract/days.ts'
import type { Duplicate, Merge, NotSame } from '@kommunalgraph/contract/merging.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { del, post } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { entityTypePlural } from '../../ui/ontology.ts'
import { NotUndone } from '../../ui/NotUndone.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { duplicatesQuery, mergesQuery, notSameQuery } from './merging.ts'
import './merging.css'
import { texts } from './texts.ts'

/** As many as one page of the API holds. */
const MOST = 200
const PAGE = 50

/** Pairs that may be one, best first, each with its reasons; below, what was decided and can be taken back. */
export function DuplicatesPage() {
  const { pick } = useLanguage()
  const scope = useScope()
  const { type } = useSearch({ from: '/duplicates' })
  const [limit, setLimit] = useState(PAGE)
  const navigate = useNavigate()
  const query = useQuery(duplicatesQuery(scope, type, limit))
  return (
    <div className="page">
      <PageTitle title={pick(texts.duplicates)} />
      <Await query={query} lines={6}>
        {(found) => (
          <>
            <h1 className="answer">{pick(texts.pairs(found.total))}</h1>
            <p className="lead">{pick(texts.lead(found.entities))}</p>
            {(found.types.length > 1 || type) && (
              <label className="tool">
                <span className="tool__label">{pick(texts.type)}</span>
                <select
                  className="tool__select"
                  value={type ?? ''}
                  onChange={(event) => void navigate({ to: '/duplicates', search: (old) => ({ ...old, type: event.target.value || undefined }) })}
                >
                  <option value="">{pick(texts.allTypes)}</option>
                  {found.types.map((one) => (
                    <option key={one.type} value={one.type}>
                      {pick(entityTypePlural(one.type))} ({one.total})
                    </option>
                  ))}
                </select>
              </label>
            )}
            <ol className="pairs">
              {found.items.map((pair) => (
                <Pair key={`${pair.a.id} ${pair.b.id}`} pair={pair} />
              ))}
            </ol>
            {found.nextCursor !== null && limit < MOST && (
              <div className="buttons">
                <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setLimit(MOST)}>
                  <span className="kern-label">{pick(texts.more)}</span>
                </button>
              </div>
            )}
          </>
        )}
      </Await>
      <Merges />
      <Apart />
    </div>
  )
}

function Pair({ pair: { a, b, score, reasons } }: { pair: Duplicate }) {
  const { pick } = useLanguage()
  return (
    <li className="pair">
      <strong className="pair__score">{pick(texts.alike(Math.round(score * 100)))}</strong>
      <div>
        <div className="pair__names">
          <EntityLink entity={a} />
          <EntityLink entity={b} />
        </div>
        <ul className="pair__reasons">
          {reasons.map((reason) => (
            <li key={reason.code} className={reason.against ? 'pair__against' : ''}>
              {pick(reason.text)}
            </li>
          ))}
        </ul>
      </div>
      <Link to="/duplicates/compare" search={{ a: a.id, b: b.id }} className="kern-btn kern-btn--secondary" aria-label={pick(texts.compareNamed(a.name, b.name))}>
        <span className="kern-label">{pick(texts.compare)}</span>
      </Link>
    </li>
  )
}

/** Takes one merge back; what stands in the way is said. */
function Merges() {
  const { pick } = useLanguage()
  const query = useQuery(mergesQuery(useScope()))
  const client = useQueryClient()
  const undo = useMutation({
    mutationFn: ({ seq }: Merge) => post(`/merges/${seq}/undo`, { reason: texts.undoReason.de }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section aria-labelledby="merges">
      <h2 id="merges">{pick(texts.merges)}</h2>
      <div aria-live="polite">{undo.isSuccess && <p>{pick(texts.undone)}</p>}</div>
      {undo.isError && <NotUndone error={undo.error} />}
      <Await query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{pick(texts.noMerges)}</p>
          ) : (
            <ul className="pairs">
              {items.map((merge) => (
                <Decided key={merge.seq} note={merge} name={pick(texts.undoNamed(merge.kept.name))} label={pick(texts.undo)} busy={undo.isPending} onPress={() => undo.mutate(merge)}>
                  <EntityLink entity={merge.kept} />
                </Decided>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  )
}

/** Pairs that were found to be two. */
function Apart() {
  const { pick } = useLanguage()
  const query = useQuery(notSameQuery(useScope()))
  const client = useQueryClient()
  const forget = useMutation({
    mutationFn: ({ a, b }: NotSame) => del('/duplicates/not-same', { a: a.id, b: b.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['merging'] }),
  })
  return (
    <section aria-labelledby="apart">
      <h2 id="apart">{pick(texts.notSameList)}</h2>
      {forget.isError && <ErrorNote error={forget.error} />}
      <Await query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{pick(texts.noNotSame)}</p>
          ) : (
            <ul className="pairs">
              {items.map((pair) => (
                <Decided
                  key={`${pair.a.id} ${pair.b.id}`}
                  note={pair}
                  name={pick(texts.forgetNamed(pair.a.name, pair.b.name))}
                  label={pick(texts.forget)}
                  busy={forget.isPending}
                  onPress={() => forget.mutate(pair)}
                >
                  <EntityLink entity={pair.a} />
                  <EntityLink entity={pair.b} />
                </Decided>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  )
}

interface DecidedProps {
  note: { at: string; by: string; reason: string }
  /** What the button does, for screen readers: the same word stands in every row. */
  name: string
  label: string
  busy: boolean
  onPress: () => void
  children: React.ReactNode
}

function Decided({ note: { at, by, reason }, name, label, busy, onPress, children }: DecidedProps) {
  const { language } = useLanguage()
  return (
    <li className="pair">
      <span className="muted">{formatDay(dayOf(at), language)}</span>
      <div>
        <div className="pair__names">{children}</div>
        <p className="pair__reasons">
          {reason} · {by}
        </p>
      </div>
      <button type="button" className="kern-btn kern-btn--secondary" aria-label={name} disabled={busy} onClick={onPress}>
        <span className="kern-label">{label}</span>
      </button>
    </li>
  )
}
