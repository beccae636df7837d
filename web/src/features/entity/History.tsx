import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { historyQuery } from '../../api/queries.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { propertyLabel, relationLabel } from '../../ui/ontology.ts'
import { Await } from '../../ui/Status.tsx'

type Entry = HistoryAnswer['items'][number]

/** Who changed what, when and why; loads when it is opened. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <details className="relation-group history no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('history.title')}</h2>
      </summary>
      {open && <Entries id={id} />}
    </details>
  )
}

function Entries({ id }: { id: string }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const query = useQuery(historyQuery(id))
  return (
    <Await query={query} lines={3}>
      {(history) =>
        history.items.length === 0 ? (
          <p className="muted">{t('history.none')}</p>
        ) : (
          <ol className="plain">
            {history.items.map((entry) => (
              <li key={entry.seq} className="history__entry">
                <p className="history__head">
                  <strong>{formatDay(entry.at.slice(0, 10), language)}</strong> · {entry.by} · {entry.reason}
                </p>
                <ul className="plain">
                  {entry.changes.slice(0, 20).map((change, index) => (
                    <Change key={index} change={change} id={id} />
                  ))}
                </ul>
                {entry.total > Math.min(entry.changes.length, 20) && <p className="muted">{t('gaps.truncated', { shown: Math.min(entry.changes.length, 20), total: entry.total })}</p>}
              </li>
            ))}
          </ol>
        )
      }
    </Await>
  )
}

function Change({ change, id }: { change: Entry['changes'][number]; id: string }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const what = t(`history.${change.op}`)
  if (change.fact) {
    const out = change.fact.from.id === id
    return (
      <li>
        {what}: {pick(relationLabel(change.fact.relation, out ? 'out' : 'in'))} <EntityLink entity={out ? change.fact.to : change.fact.from} />
      </li>
    )
  }
  const type = change.entity?.type ?? ''
  return (
    <li>
      {what}
      {change.op === 'changed' && change.properties.length > 0 && `: ${change.properties.map((one) => pick(propertyLabel(type, one.property))).join(', ')}`}
    </li>
  )
}
