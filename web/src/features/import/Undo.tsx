import { entityTypeOfId, relationOfFactId } from '@kommunalgraph/contract/ids.ts'
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client.ts'
import { EntityName } from '../../ui/EntityName.tsx'
import { useLanguage } from '../../ui/language.ts'
import { propertyLabel, relationLabel, relationPropertyLabel } from '../../ui/ontology.ts'
import { ErrorNote } from '../../ui/Status.tsx'
import { useDraft } from './draft.ts'
import { importQuery, undoImport } from './imports.ts'
import { type Obstacle, obstaclesOf } from './obstacles.ts'

/** Takes a committed import back, with a reason; where later edits stand in the way, the server names them. */
export function Undo({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const asked = useLocation({ select: ({ hash }) => hash === 'undo' })
  const [reason, setReason, clearReason] = useDraft(`${report.id}.undo`, '')
  const [missing, setMissing] = useState(false)
  const undo = useMutation({
    networkMode: 'always',
    mutationFn: () => undoImport(report.id, reason.trim()),
    onSuccess: (answer) => {
      clearReason()
      client.setQueryData(importQuery(report.id).queryKey, answer)
      void client.invalidateQueries()
    },
  })
  if (report.seq === null) return null
  return (
    <details id="undo" className="undo" open={asked || reason !== ''}>
      <summary>
        <h2>{t('import.undo.title')}</h2>
      </summary>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(reason.trim().length < 3)
          if (reason.trim().length >= 3) undo.mutate()
        }}
      >
        <p>{t('import.undo.help')}</p>
        <label className="commit__reason">
          <span className="search__label">{t('import.undo.reason')}</span>
          <textarea
            className="search__input"
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            {...(missing ? { 'aria-invalid': true, 'aria-describedby': 'undo-missing' } : {})}
          />
        </label>
        {missing && (
          <span id="undo-missing" className="gap-text field-error" role="alert">
            {t('import.reasonMissing')}
          </span>
        )}
        {undo.isError && <Obstacles error={undo.error} />}
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={undo.isPending}>
          <span className="kern-label">{t('import.undo.go')}</span>
        </button>
      </form>
    </details>
  )
}

/** Why it cannot be undone: each later change with a link to what it changed. */
function Obstacles({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const obstacles = obstaclesOf(error instanceof ApiError ? error.problem : undefined)
  // The sentence of the problem names ids; here stand their names.
  if (obstacles.length === 0) return <ErrorNote error={error} />
  return (
    <div className="kern-alert kern-alert--danger" role="alert">
      <div className="kern-alert__body">
        <p className="kern-body">{t('import.undo.inTheWay')}</p>
        <ul>
          {obstacles.map((obstacle, index) => (
            <li key={index}>
              <Named obstacle={obstacle} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function Named({ obstacle: { seq, id, property } }: { obstacle: Obstacle }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const type = entityTypeOfId(id)
  const relation = relationOfFactId(id)
  const label = property && (type ? pick(propertyLabel(type, property)) : relation ? pick(relationPropertyLabel(relation, property)) : '')
  return (
    <>
      {relation ? t('import.undo.relation', { relation: pick(relationLabel(relation)) }) : <EntityName id={id} />}
      {label && `: ${label}`} <span className="muted">{seq === undefined ? t('import.undo.notLogged') : t('import.undo.changedBy', { seq })}</span>
    </>
  )
}
