import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NotUndone } from '../../ui/NotUndone.tsx'
import { BrokenDraft } from '../edit/BrokenDraft.tsx'
import { asText, useDraft } from './draft.ts'
import { importQuery, undoImport } from './imports.ts'

/** Takes a committed import back, with a reason; where later edits stand in the way, the server names them. */
export function Undo({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const asked = useLocation({ select: ({ hash }) => hash === 'undo' })
  const { value: reason, set: setReason, clear: clearReason, broken, dropBroken } = useDraft(`${report.id}.undo`, '', asText)
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
    <details id="undo" className="undo" open={asked || reason !== '' || broken !== undefined}>
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
        {broken !== undefined && <BrokenDraft text={broken} onDrop={dropBroken} />}
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
        {undo.isError && <NotUndone error={undo.error} />}
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={undo.isPending}>
          <span className="kern-label">{t('import.undo.go')}</span>
        </button>
      </form>
    </details>
  )
}
