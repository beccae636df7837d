import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { useMay } from '../../app/session.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { EntityName } from '../../ui/EntityName.tsx'
import { useLanguage } from '../../ui/language.ts'
import { NotUndone } from '../../ui/NotUndone.tsx'
import { property, relationLabel, relationProperty } from '../../ui/ontology.ts'
import { PropertyValue } from '../../ui/PropertyValue.tsx'

export type Entry = HistoryAnswer['items'][number]
type Changed = Entry['changes'][number]

/** Bookkeeping of the server: the head of the entry says it for all. */
const bookkeeping = new Set(['version', 'enteredBy', 'enteredAt', 'batchId', 'tenant'])
/** Of a long entry the first changes show. */
const FIRST = 12

/** One entry of the log: who, when, why, by which import, and what from → to. `about` is the entity whose page it stands on. */
export function LogEntry({ entry, about }: { entry: Entry; about?: string }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const [all, setAll] = useState(false)
  const when = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(new Date(entry.at))
  const batch = entry.changes.flatMap((change) => change.properties.flatMap((one) => (one.property === 'batchId' && typeof one.to === 'string' ? [one.to] : [])))[0]
  const shown = all ? entry.changes : entry.changes.slice(0, FIRST)
  return (
    <li className="history__entry">
      <p className="history__head">
        <strong>{when}</strong> · {t('history.by', { name: entry.by })}
        {entry.reason !== '' && <> · {entry.reason}</>}
      </p>
      <ul className="plain history__changes">
        {shown.map((change, index) => (
          <Change key={index} change={change} about={about} />
        ))}
      </ul>
      {shown.length < entry.changes.length && (
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => setAll(true)}>
          <span className="kern-label">{t('entity.relationsMore', { count: entry.changes.length - shown.length })}</span>
        </button>
      )}
      {entry.total > entry.changes.length && <p className="muted">{t('gaps.truncated', { shown: entry.changes.length, total: entry.total })}</p>}
      {(batch !== undefined || entry.sourceIds.length > 0) && (
        <p className="muted history__proof">
          {batch !== undefined && (
            <>
              {t('history.batch')}: <EntityName id={batch} />{' '}
            </>
          )}
          {entry.sourceIds.length > 0 && (
            <>
              {t('history.sources')}:{' '}
              {entry.sourceIds.map((id) => (
                <EntityName key={id} id={id} />
              ))}
            </>
          )}
        </p>
      )}
      <Undo entry={entry} />
    </li>
  )
}

function Change({ change, about }: { change: Changed; about?: string | undefined }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const what = t(`history.${change.op}`)
  const { fact, entity } = change
  const details = change.op === 'changed' || change.op === 'ended' ? change.properties.filter((one) => !bookkeeping.has(one.property)) : []
  const out = fact !== undefined && fact.to.id !== about
  return (
    <li>
      {what}:{' '}
      {fact ? (
        <>
          {about !== (out ? fact.from.id : fact.to.id) && (
            <>
              <EntityLink entity={out ? fact.from : fact.to} />{' '}
            </>
          )}
          {pick(relationLabel(fact.relation, out ? 'out' : 'in'))} <EntityLink entity={out ? fact.to : fact.from} />
        </>
      ) : (
        entity && (entity.id === about ? <span className="muted">{t('history.itself')}</span> : <EntityLink entity={entity} />)
      )}
      {details.length > 0 && (
        <ul className="history__values">
          {details.map((one) => (
            <Value key={one.property} change={change} one={one} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** "Status: geplant → läuft". The ends of a moved relation and references show by name. */
function Value({ change, one }: { change: Changed; one: Changed['properties'][number] }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const definition = change.fact ? relationProperty(change.fact.relation, one.property) : property(change.entity?.type ?? '', one.property)
  const isEnd = change.fact !== undefined && (one.property === 'from' || one.property === 'to')
  const show = (value: unknown) => {
    if (value === null || value === undefined) return <span className="muted">{t('history.empty')}</span>
    if (isEnd || definition?.references) return [value].flat().map((id) => <EntityName key={String(id)} id={String(id)} />)
    return definition ? <PropertyValue property={definition} value={value} /> : <>{String(value)}</>
  }
  const label = definition ? pick(definition.label) : t(one.property === 'from' ? 'history.from' : 'history.to')
  // Values that can identify a person are not in the log: only that they changed.
  if (one.from === null && one.to === null) return <li>{label}: {t('history.personal')}</li>
  return (
    <li>
      {label}: {show(one.from)} <span aria-hidden="true">→</span>
      <span className="kern-sr-only">{t('history.becomes')}</span> {show(one.to)}
    </li>
  )
}

/** Takes one entry back, as a new entry with its own reason. */
function Undo({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const mayChange = useMay('change')
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const undo = useMutation({
    mutationFn: () => post(`/changes/${entry.seq}/undo`, { reason: reason.trim() }),
    onSuccess: async () => {
      setAsking(false)
      await client.invalidateQueries()
    },
  })
  if (!mayChange) return null
  if (!asking) {
    return (
      <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => setAsking(true)}>
        <span className="kern-label">{t('history.undo')}</span>
      </button>
    )
  }
  return (
    <form
      className="history__undo"
      onSubmit={(event) => {
        event.preventDefault()
        undo.mutate()
      }}
    >
      <label>
        <span className="search__label">{t('history.undoWhy')}</span>
        {/* biome-ignore lint/a11y/noAutofocus: it was just asked for */}
        <input className="search__input" value={reason} minLength={3} maxLength={2000} required autoFocus onChange={(event) => setReason(event.target.value)} />
      </label>
      {undo.isError && <NotUndone error={undo.error} />}
      <span className="actions">
        <button type="submit" className="kern-btn kern-btn--primary" disabled={undo.isPending || reason.trim().length < 3}>
          <span className="kern-label">{t('history.undoDo', { count: entry.total })}</span>
        </button>
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => setAsking(false)}>
          <span className="kern-label">{t('history.undoCancel')}</span>
        </button>
      </span>
    </form>
  )
}
