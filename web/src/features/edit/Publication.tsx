import type { Change } from '@kommunalgraph/contract/changes.ts'
import type { PublicationAnswer } from '@kommunalgraph/contract/publication.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { get, post } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import { relationLabel } from '../../ui/ontology.ts'
import { ErrorNote, Loading } from '../../ui/Status.tsx'
import './edit.css'
import { sayRefusal } from './problems.ts'
import { texts } from './texts.ts'

type Offered = PublicationAnswer['offered']['items'][number]
type Fact = PublicationAnswer['relations']['items'][number]

/** Relations that are published along, by factId. */
export type Along = ReadonlyMap<string, Offered>

/** What publishes them, to be sent with the other changes. */
export const alongChanges = (along: Along): Change[] => [...along.values()].map(({ factId, version }) => ({ op: 'correct-relation', factId, version, values: { visibility: 'public' } }))

/** Before something internal is published: what everybody would see, and what could be published along. Nothing for those who may not publish. */
export function PublicationCheck({ changes, along, onAlong }: { changes: readonly Change[]; along: Along; onAlong: (along: Along) => void }) {
  const { tenant } = useScope()
  const may = useMay('publish')
  const body = { sourceIds: [], ...(tenant ? { tenant } : {}), changes: [...changes, ...alongChanges(along)] }
  const query = useQuery({
    queryKey: ['/publication', JSON.stringify(body)],
    queryFn: () => post<PublicationAnswer>('/publication', body),
    enabled: may && changes.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  })
  // What was chosen is no longer offered, and must stay in the list to be taken back.
  const [seen, setSeen] = useState<Along>(new Map())
  const offered = query.data?.offered.items
  useEffect(() => {
    if (!offered) return
    setSeen((old) => new Map([...old, ...offered.map((fact) => [fact.factId, fact] as const)]))
    // What cannot be left out is chosen for the reader, and said.
    const needed = offered.filter(({ required, factId }) => required && !along.has(factId))
    if (needed.length > 0) onAlong(new Map([...along, ...needed.map((fact) => [fact.factId, fact] as const)]))
  }, [offered, along, onAlong])
  if (!may || changes.length === 0) return null
  if (query.isError) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={3} />
  const choices = [...new Map([...seen, ...along]).values()]
  return (
    <Shown answer={query.data}>
      {choices.length > 0 && <Choices facts={choices} along={along} onAlong={onAlong} />}
    </Shown>
  )
}

/** The same of an import that waits to be confirmed. */
export function ImportPublication({ id }: { id: string }) {
  const may = useMay('publish')
  const query = useQuery({ queryKey: ['/imports/publication', id], queryFn: ({ signal }) => get<PublicationAnswer>(`/imports/${id}/publication`, {}, signal), enabled: may, staleTime: 0, retry: false })
  const answer = query.data
  // Most files publish nothing: then nobody has to read about it.
  if (!answer || answer.published.total + answer.relations.total === 0) return null
  return <Shown answer={answer} />
}

function Shown({ answer, children }: { answer: PublicationAnswer; children?: ReactNode }) {
  const { pick } = useLanguage()
  const heading = useId()
  const { relations, hidden, persons, sources, problems, rules, gaps } = answer
  return (
    <section className="publication" aria-labelledby={heading}>
      <h2 id={heading}>{pick(texts.publicationTitle)}</h2>
      <p aria-live="polite">
        <strong>{pick(answer.sentence)}</strong>
      </p>
      {problems.length > 0 && (
        <Part title={pick(texts.publicationProblems)}>
          {problems.map((one) => (
            <li key={`${one.path} ${one.message}`} className="gap-text">
              {pick(sayRefusal(one))}
            </li>
          ))}
        </Part>
      )}
      {children}
      {answer.published.total > 1 && <Names title={pick(texts.publicationEntries(answer.published.total))} entities={answer.published.items} total={answer.published.total} />}
      {relations.total > 0 && <Facts title={pick(texts.publicationRelations(relations.total))} facts={relations.items} total={relations.total} />}
      {persons.length > 0 && <Names title={pick(texts.publicationPersons(persons.length))} entities={persons} total={persons.length} />}
      {sources.shown.length > 0 && <Names title={pick(texts.publicationSources(sources.shown.length))} entities={sources.shown} total={sources.shown.length} />}
      {sources.hidden.length > 0 && <Names title={pick(texts.publicationSourcesHidden(sources.hidden.length))} entities={sources.hidden} total={sources.hidden.length} />}
      {hidden.total > 0 && <Facts title={pick(texts.publicationHidden(hidden.total))} facts={hidden.items} total={hidden.total} />}
      {(gaps ?? []).length > 0 && (
        <Part title={pick(texts.publicationGaps)}>
          {gaps?.map(({ kind, label, entities }) => (
            <li key={kind}>
              {pick(label)}
              {answer.published.total > 1 && `: ${entities.map(({ name }) => name).join(', ')}`}
            </li>
          ))}
        </Part>
      )}
      {rules.length > 0 && (
        <Part title={pick(texts.publicationRules)}>
          {rules.map(({ rule, title, entity }) => (
            <li key={`${rule} ${entity.id}`}>
              {pick(title)}
              {answer.published.total > 1 && `: ${entity.name}`}
            </li>
          ))}
        </Part>
      )}
      {gaps === null && problems.length === 0 && <p className="muted">{pick(texts.publicationTooMuch)}</p>}
    </section>
  )
}

function Choices({ facts, along, onAlong }: { facts: readonly Offered[]; along: Along; onAlong: (along: Along) => void }) {
  const { pick } = useLanguage()
  const set = (fact: Offered, on: boolean) => {
    const next = new Map(along)
    if (on) next.set(fact.factId, fact)
    else next.delete(fact.factId)
    onAlong(next)
  }
  return (
    <fieldset className="publication__choices">
      <legend>{pick(texts.publicationAlong)}</legend>
      {facts.map((fact) => (
        <label key={fact.factId} className="tick">
          <input type="checkbox" checked={along.has(fact.factId)} disabled={fact.required} onChange={(event) => set(fact, event.target.checked)} />
          <span>
            <Sentence fact={fact} /> {fact.required && <span className="muted">{pick(texts.publicationRequired)}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** A relation as it is read: start, relation, end. */
function Sentence({ fact }: { fact: Fact }) {
  const { pick } = useLanguage()
  return (
    <>
      {fact.from.name} – {pick(relationLabel(fact.relation))} – {fact.to.name}
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="plain">{children}</ul>
    </div>
  )
}

function Names({ title, entities, total }: { title: string; entities: PublicationAnswer['persons']; total: number }) {
  return (
    <Folded title={title} more={total - entities.length}>
      {entities.map((entity) => (
        <li key={entity.id}>
          <EntityLink entity={entity} />
        </li>
      ))}
    </Folded>
  )
}

function Facts({ title, facts, total }: { title: string; facts: readonly Fact[]; total: number }) {
  return (
    <Folded title={title} more={total - facts.length}>
      {facts.map((fact) => (
        <li key={fact.factId}>
          <Sentence fact={fact} />
        </li>
      ))}
    </Folded>
  )
}

/** A list behind its title; `more`: how many the answer leaves out. */
function Folded({ title, more, children }: { title: string; more: number; children: ReactNode }) {
  const { pick } = useLanguage()
  return (
    <details>
      <summary>{title}</summary>
      <ul className="plain">
        {children}
        {more > 0 && <li className="muted">{pick(texts.publicationMore(more))}</li>}
      </ul>
    </details>
  )
}
