/** What all forms share: drafts, saving with and without a connection, the reason and its source, leaving with care. */
import type { Change, ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import type { PermissionName } from '@kommunalgraph/contract/permissions.ts'
import type { Label } from '@kommunalgraph/contract/ontology/define.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useBlocker } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, get, post } from '../../api/client.ts'
import { LogInLink } from '../../app/LogInLink.tsx'
import { useScope } from '../../app/scope.ts'
import { couldLogIn, useSession } from '../../app/session.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Await } from '../../ui/Status.tsx'
import { BrokenDraft } from './BrokenDraft.tsx'
import { currentSource, dropBroken, dropDraft, keepDraft, readDraft, type SourceRef } from './drafts.ts'
import './edit.css'
import type { Problems } from './entry.ts'
import { fieldProblems } from './problems.ts'
import { texts } from './texts.ts'

/** Why a change is made and what proves it: part of every form. */
export interface Why {
  readonly reason: string
  readonly sources: readonly SourceRef[]
}

/** Begins with the source that was used last. */
export function freshWhy(): Why {
  const source = currentSource()
  return { reason: '', sources: source ? [source] : [] }
}

/** What is missing there. */
export function whyProblems({ reason, sources }: Why): Problems {
  return {
    ...(reason.trim().length < 3 ? { reason: texts.reasonNeeded } : {}),
    ...(sources.length === 0 ? { sourceIds: texts.sourceNeeded } : {}),
  }
}

/**
 * State that survives a reload: kept on this device while `changed` says that there is something to lose.
 * `finish` is called when it was saved.
 */
export function useDraft<State>(key: string, initial: State, changed: (state: State) => boolean, about: { title: string; href: string }) {
  const [{ draft: found, broken: unread }] = useState(() => readDraft<State>(key, initial))
  const [broken, setBroken] = useState(unread)
  const [state, setState] = useState<State>(found?.state ?? initial)
  const [restored, setRestored] = useState(found)
  const [kept, setKept] = useState(true)
  const [unsent, setUnsent] = useState(found?.unsent ?? false)
  const done = useRef(false)
  const dirty = changed(state)
  const { title, href } = about
  useEffect(() => {
    if (done.current) return
    if (dirty) setKept(keepDraft(key, { state, at: new Date().toISOString(), unsent, title, href }))
    else dropDraft(key)
  }, [key, state, dirty, unsent, title, href])
  return {
    state,
    set: setState,
    dirty,
    kept,
    restored,
    broken,
    dropBroken: () => {
      dropBroken(key)
      setBroken(undefined)
    },
    isDone: () => done.current,
    markUnsent: setUnsent,
    discard: () => {
      dropDraft(key)
      setRestored(undefined)
      setUnsent(false)
      setState(initial)
    },
    finish: () => {
      done.current = true
      dropDraft(key)
    },
  }
}

type Saving =
  | { kind: 'idle' | 'saving' | 'offline' | 'online' }
  | { kind: 'refused'; error: unknown }

/** Sends changes; without a connection it keeps waiting and says when there is one again. */
export function useSave() {
  const client = useQueryClient()
  const { tenant } = useScope()
  const [state, setState] = useState<Saving>({ kind: 'idle' })
  useEffect(() => {
    if (state.kind !== 'offline') return
    const timer = setInterval(() => {
      get('/ready').then(
        () => setState({ kind: 'online' }),
        () => undefined,
      )
    }, 2_000)
    return () => clearInterval(timer)
  }, [state.kind])

  /** The answer, or undefined after a refusal or without a connection; a 412 goes to `conflict` if it is given. */
  const send = async (changes: readonly Change[], why: Why, { conflict, dryRun = false, stay = false }: { conflict?: () => void; dryRun?: boolean; stay?: boolean } = {}): Promise<ChangesAnswer | undefined> => {
    setState({ kind: 'saving' })
    try {
      const body = { reason: why.reason.trim(), sourceIds: why.sources.map(({ id }) => id), ...(tenant ? { tenant } : {}), changes }
      const answer = await post<ChangesAnswer>(dryRun ? '/changes?dryRun=true' : '/changes', body)
      setState({ kind: 'idle' })
      // A form leaves its page: asking again for what it showed would ask for what may be gone.
      if (!dryRun) await client.invalidateQueries({ refetchType: stay ? 'active' : 'none' })
      return answer
    } catch (error) {
      if (error instanceof ApiError && error.temporary) setState({ kind: 'offline' })
      else if (conflict && error instanceof ApiError && error.status === 412) {
        setState({ kind: 'idle' })
        conflict()
      } else {
        setState({ kind: 'refused', error })
        // The login is over: the page finds out, keeps what was entered as a draft, and leads to the login and back.
        if (error instanceof ApiError && error.status === 401) await client.invalidateQueries({ queryKey: ['/session'] })
      }
      return undefined
    }
  }
  return { state, send, reset: () => setState({ kind: 'idle' }) }
}

/** Problems of a refusal by field; what belongs to no field of the form stands in `general`. */
export function refusalOf(state: Saving, fields: ReadonlySet<string>): { byField: Problems; general: readonly Label[] } {
  if (state.kind !== 'refused') return { byField: {}, general: [] }
  const problem = state.error instanceof ApiError ? state.error.problem : undefined
  if (!problem) return { byField: {}, general: [texts.wrong] }
  const byField: Record<string, Label> = {}
  const general: Label[] = []
  for (const { field, text } of fieldProblems(problem)) {
    if (fields.has(field)) byField[field] ??= text
    else general.push(text)
  }
  if (general.length === 0 && Object.keys(byField).length === 0) general.push(problem.sentence)
  return { byField, general }
}

/** All that stands against saving, with ways to the fields; gets the focus when it appears. */
export function ProblemList({ problems, general = [], labels, refused = false }: { problems: Problems; general?: readonly Label[]; labels: (field: string) => string; refused?: boolean }) {
  const { pick } = useLanguage()
  const scope = useContext(FormScope)
  const box = useRef<HTMLDivElement>(null)
  const fields = Object.entries(problems)
  const count = fields.length + general.length
  const said = JSON.stringify([problems, general])
  useEffect(() => {
    if (said !== '[{},[]]') box.current?.focus()
  }, [said])
  if (count === 0) return null
  return (
    <div className="form__problems" role="alert" tabIndex={-1} ref={box}>
      <p>
        <strong>
          {refused && `${pick(texts.refused)} `}
          {fields.length > 0 && pick(texts.fix(fields.length))}
        </strong>
      </p>
      <ul>
        {fields.map(([field, text]) => (
          <li key={field}>
            <a
              href={`#field-${scope}${field}`}
              className="kern-link"
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(`field-${scope}${field}`)?.focus()
              }}
            >
              {labels(field)}
            </a>
            : {pick(text)}
          </li>
        ))}
        {general.map((text) => (
          <li key={text.de}>{pick(text)}</li>
        ))}
      </ul>
    </div>
  )
}

/** Begins the ids of the fields, where one page holds several forms. */
export const FormScope = createContext('')

/** Label, hint and problem around one control. `control` gets the attributes that tie them together. */
export function Row({
  name,
  label,
  hint,
  problem,
  required = false,
  group = false,
  children,
}: {
  name: string
  label: string
  hint?: string | undefined
  problem?: Label | undefined
  required?: boolean
  /** Several controls under one name: a fieldset. */
  group?: boolean
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-required'?: true }) => ReactNode
}) {
  const { pick } = useLanguage()
  const id = `field-${useContext(FormScope)}${name}`
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  const control = {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(problem ? { 'aria-invalid': true as const } : {}),
    ...(required && !group ? { 'aria-required': true as const } : {}),
  }
  const title = (
    <>
      {label}
      {required && <span className="form__required"> ({pick(texts.required)})</span>}
    </>
  )
  const rest = (
    <>
      {hint && (
        <span className="form__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children(control)}
      {problem && (
        <span className="form__problem" id={`${id}-problem`}>
          {pick(problem)}
        </span>
      )}
    </>
  )
  return group ? (
    <fieldset className="form__row form__set" id={id} tabIndex={-1}>
      <legend className="form__label">{title}</legend>
      {rest}
    </fieldset>
  ) : (
    <div className="form__row">
      <label className="form__label" htmlFor={id}>
        {title}
      </label>
      {rest}
    </div>
  )
}

/** One day; `min` and `max` as the date field takes them. */
export function DayRow({ name, label, hint, value, onChange, problem }: { name: string; label: string; hint?: string; value: string; onChange: (day: string) => void; problem?: Label | undefined }) {
  return (
    <Row name={name} label={label} hint={hint} problem={problem} required>
      {(control) => <input {...control} type="date" className="form__input form__input--day" min="0002-01-01" max="9998-12-31" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Row>
  )
}

/** Something that was chosen by search; it can be taken away again. */
export function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { pick } = useLanguage()
  return (
    <span className="form__chip">
      {name}
      <button type="button" className="form__chip-remove" aria-label={pick(texts.remove(name))} onClick={onRemove}>
        ×
      </button>
    </span>
  )
}

/** Search as you type for one entity of certain types; what is chosen stands below. */
export function EntityRow({
  name,
  label,
  hint,
  types,
  chosen,
  onChoose,
  problem,
  required = false,
}: {
  name: string
  label: string
  hint?: string
  types?: readonly string[] | undefined
  chosen: { id: string; name: string } | undefined
  onChoose: (entity: { id: string; type: string; name: string } | undefined) => void
  problem?: Label | undefined
  required?: boolean
}) {
  const { pick } = useLanguage()
  const id = `field-${useContext(FormScope)}${name}`
  return (
    <div className={problem ? 'form__row form__row--problem' : 'form__row'} id={id} tabIndex={-1}>
      <SearchBox label={required ? `${label} (${pick(texts.required)})` : label} showLabel onChoose={onChoose} {...(types ? { types } : {})} />
      {hint && <span className="form__hint">{hint}</span>}
      {chosen && (
        <p className="form__chips">
          <Chip name={chosen.name} onRemove={() => onChoose(undefined)} />
        </p>
      )}
      {problem && <span className="form__problem">{pick(problem)}</span>}
    </div>
  )
}

/** Says that an earlier draft is back, that the connection is gone or back, or that this device keeps nothing. */
export function DraftNotes({ draft, saving, onSend }: { draft: { restored: { at: string; unsent: boolean } | undefined; broken: string | undefined; dropBroken: () => void; discard: () => void; kept: boolean; dirty: boolean; markUnsent: (unsent: boolean) => void }; saving: Saving; onSend: () => void }) {
  const { language, pick } = useLanguage()
  const { restored, markUnsent } = draft
  useEffect(() => {
    if (saving.kind === 'offline') markUnsent(true)
    if (saving.kind === 'refused') markUnsent(false)
  }, [saving.kind, markUnsent])
  const when = restored ? new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(restored.at)) : ''
  return (
    <div aria-live="polite">
      {draft.broken !== undefined && <BrokenDraft text={draft.broken} onDrop={draft.dropBroken} />}
      {restored && (
        <div className="form__note">
          <p>{pick(restored.unsent ? texts.restoredUnsent(when) : texts.restored(when))}</p>
          <button type="button" className="kern-btn kern-btn--tertiary" onClick={draft.discard}>
            <span className="kern-label">{pick(texts.discard)}</span>
          </button>
        </div>
      )}
      {saving.kind === 'offline' && (
        <div className="form__note form__note--away">
          <p>
            <strong>{pick(texts.offline)}</strong> {pick(texts.offlineWait)}
          </p>
        </div>
      )}
      {saving.kind === 'online' && (
        <div className="form__note">
          <p>{pick(texts.online)}</p>
          <button type="button" className="kern-btn kern-btn--primary" onClick={onSend}>
            <span className="kern-label">{pick(texts.sendNow)}</span>
          </button>
        </div>
      )}
      {draft.dirty && !draft.kept && <p className="form__note">{pick(texts.notKept)}</p>}
    </div>
  )
}

/** Asks before unsaved entries are left; the draft stays either way. */
export function LeaveGuard({ when }: { when: () => boolean }) {
  const { pick } = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { status, proceed, reset } = useBlocker({
    // Another language or day is still the same form.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && when(),
    enableBeforeUnload: when,
    withResolver: true,
  })
  useEffect(() => {
    if (status === 'blocked') dialog.current?.showModal()
    else dialog.current?.close()
  }, [status])
  return (
    <dialog ref={dialog} className="form__dialog" aria-labelledby={titleId} onCancel={() => reset?.()}>
      <h2 id={titleId}>{pick(texts.leaveTitle)}</h2>
      <p>{pick(texts.leaveText)}</p>
      <div className="dialog__buttons">
        <button type="button" className="kern-btn kern-btn--primary" onClick={() => reset?.()}>
          <span className="kern-label">{pick(texts.stay)}</span>
        </button>
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => proceed?.()}>
          <span className="kern-label">{pick(texts.leave)}</span>
        </button>
      </div>
    </dialog>
  )
}

/** A form that the browser neither checks nor sends. */
export function SubmitForm({ onSubmit, children }: { onSubmit: () => Promise<void>; children: ReactNode }) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/** Save and cancel. */
export function Buttons({ saving, children, onCancel }: { saving: Saving; children: ReactNode; onCancel?: ReactNode }) {
  const { pick } = useLanguage()
  return (
    <div className="form__buttons">
      <button type="submit" className="kern-btn kern-btn--primary" disabled={saving.kind === 'saving'}>
        <span className="kern-label">{saving.kind === 'saving' ? pick(texts.saving) : children}</span>
      </button>
      {onCancel}
    </div>
  )
}

/** A link out of the form; unsaved entries are asked about by the guard. */
export function CancelLink({ id }: { id: string }) {
  const { pick } = useLanguage()
  return (
    <Link to="/e/$id" params={{ id }} search={{}} className="kern-btn kern-btn--secondary">
      <span className="kern-label">{pick(texts.cancel)}</span>
    </Link>
  )
}

/** A page for those who may write. Public readers learn that they may not, and nothing else loads. */
export function StewardPage({ title, children, wide = false, permission = 'change' }: { title: string; children: ReactNode; wide?: boolean; permission?: PermissionName }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const query = useSession()
  if (query.data === undefined) {
    return (
      <div className="page form-page">
        <Await query={query} lines={8}>
          {() => null}
        </Await>
      </div>
    )
  }
  if (!query.data.may.includes(permission)) {
    const stranger = couldLogIn(query.data)
    const heading = pick(stranger ? texts.logInTitle : texts.publicTitle)
    return (
      <div className="page page--narrow">
        <PageTitle title={heading} />
        <h1 className="answer">{heading}</h1>
        <p>{pick(stranger ? texts.logInNext : texts.publicNext)}</p>
        <LogInLink />
        <p>
          <Link to="/" className="kern-link">
            {t('status.toStart')}
          </Link>
        </p>
      </div>
    )
  }
  return (
    <div className={wide ? 'page' : 'page form-page'}>
      <PageTitle title={title} />
      {children}
    </div>
  )
}
