import type { Change, ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import type { Problems } from './entry.ts'
import { freshWhy, ProblemList, useSave, whyProblems } from './form.tsx'
import { fieldProblems } from './problems.ts'
import { texts } from './texts.ts'
import { warningsOf } from './warnings.ts'
import { WhyBox } from './WhyBox.tsx'

/** What one entry goes through; it may take several changes. */
export interface Step {
  subject: { id: string; type: string; name: string }
  says: string
  changes: readonly Change[]
}

/** The reason, then a preview by a dry run, then the whole in one transaction. `waiting`: the steps are not all known yet. */
export function Preview({ steps, onDone, ready = {}, waiting = false }: { steps: readonly Step[]; onDone: (answer: ChangesAnswer) => void; ready?: Problems; waiting?: boolean }) {
  const { pick } = useLanguage()
  const [why, setWhy] = useState(freshWhy)
  const [problems, setProblems] = useState<Problems>({})
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState<{ answer: ChangesAnswer; of: string } | undefined>()
  const [nothing, setNothing] = useState(false)
  const save = useSave()
  const wanted = steps.filter((step) => !left.has(step.subject.id))
  const changes = wanted.flatMap((step) => step.changes)
  const key = JSON.stringify(changes)
  // Another choice is another preview.
  const preview = tried?.of === key ? tried.answer : undefined
  const refused = save.state.kind === 'refused' && save.state.error instanceof ApiError ? save.state.error.problem : undefined
  const owners = wanted.flatMap((step) => step.changes.map(() => step.subject))
  const byEntry = new Map<string, { subject: Step['subject']; text: Label }>()
  const general: Label[] = []
  for (const { change, text } of refused ? fieldProblems(refused) : []) {
    const subject = change === undefined ? undefined : owners[change]
    if (subject) byEntry.set(subject.id, byEntry.get(subject.id) ?? { subject, text })
    else general.push(text)
  }
  if (refused && byEntry.size === 0 && general.length === 0) general.push(refused.sentence)

  const check = async () => {
    const found = { ...ready, ...whyProblems(why) }
    setProblems(found)
    setNothing(Object.keys(found).length === 0 && changes.length === 0)
    if (Object.keys(found).length > 0 || changes.length === 0) return
    const answer = await save.send(changes, why, { dryRun: true })
    if (answer) setTried({ answer, of: key })
  }
  const confirm = async () => {
    const answer = await save.send(changes, why, { stay: true })
    if (answer) onDone(answer)
  }
  const busy = save.state.kind === 'saving' || waiting
  const unchanged = new Set(preview?.results.filter((result) => result.status === 'unchanged').map((result) => owners[result.index]?.id))
  const changing = wanted.filter((step) => !unchanged.has(step.subject.id))
  return (
    <>
      <WhyBox
        why={why}
        problems={problems}
        onChange={(next) => {
          setProblems({})
          setWhy(next)
        }}
      />
      <ProblemList
        problems={problems}
        general={[...general, ...(save.state.kind === 'offline' ? [texts.offline] : []), ...(save.state.kind === 'online' ? [texts.online] : []), ...(nothing && changes.length === 0 ? [texts.previewNothing] : [])]}
        labels={(field) => pick(field === 'reason' ? texts.reason : field === 'sourceIds' ? texts.source : field === 'from' ? texts.handOverTo : texts.bulkWhat)}
      />
      {byEntry.size > 0 && (
        <div className="form__problems" role="alert">
          <p>
            <strong>{pick(texts.previewRefused(byEntry.size))}</strong> {pick(texts.refused)}
          </p>
          <ul className="bulk__list">
            {[...byEntry.values()].map(({ subject, text }) => (
              <li key={subject.id}>
                <EntityLink entity={subject} /> {pick(text)}
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="kern-btn kern-btn--secondary"
            onClick={() => {
              setLeft(new Set([...left, ...byEntry.keys()]))
              save.reset()
            }}
          >
            <span className="kern-label">{pick(texts.previewWithout)}</span>
          </button>
        </div>
      )}
      {preview && (
        <section className="bulk__preview" aria-live="polite">
          <p>
            <strong>{changing.length === 0 ? pick(texts.previewNothing) : pick(texts.previewOf(changing.length))}</strong>{' '}
            {unchanged.size > 0 && pick(texts.previewUnchanged(unchanged.size))}
          </p>
          {changing.length > 0 && (
            <ul className="bulk__list" tabIndex={0} aria-label={pick(texts.preview)}>
              {changing.map((step) => (
                <li key={step.subject.id}>
                  <EntityLink entity={step.subject} /> <span className="muted">{step.says}</span>
                </li>
              ))}
            </ul>
          )}
          {preview.warnings.length > 0 && <Leaves answer={preview} subjectOf={(change) => owners[change]} />}
        </section>
      )}
      <div className="form__buttons">
        {preview && changing.length > 0 ? (
          <button type="button" className="kern-btn kern-btn--primary" disabled={busy} onClick={() => void confirm()}>
            <span className="kern-label">{pick(busy && !waiting ? texts.saving : texts.confirmAll(changing.length))}</span>
          </button>
        ) : (
          <button type="button" className="kern-btn kern-btn--primary" disabled={busy} onClick={() => void check()}>
            <span className="kern-label">{pick(busy && !waiting ? texts.previewing : texts.preview)}</span>
          </button>
        )}
      </div>
    </>
  )
}

/** What will be open afterwards: saved all the same, so it is said before. */
function Leaves({ answer, subjectOf }: { answer: ChangesAnswer; subjectOf: (change: number) => Step['subject'] | undefined }) {
  const { pick } = useLanguage()
  return (
    <div className="bulk__warnings">
      <p>
        <strong>{pick(texts.warnings)}</strong>
      </p>
      <ul className="plain">
        {warningsOf(answer).map(({ rule, text, changes }) => {
          const subjects = new Map(changes.flatMap((change) => subjectOf(change) ?? []).map((subject) => [subject.id, subject]))
          return (
            <li key={rule}>
              {pick(text)}
              <ul className="bulk__list" tabIndex={0} aria-label={pick(text)}>
                {[...subjects.values()].map((subject) => (
                  <li key={subject.id}>
                    <EntityLink entity={subject} />
                  </li>
                ))}
              </ul>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
