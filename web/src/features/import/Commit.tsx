import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { ErrorNote } from '../../ui/Status.tsx'
import { BrokenDraft } from '../edit/BrokenDraft.tsx'
import { ImportPublication } from '../edit/Publication.tsx'
import { asText, useDraft } from './draft.ts'
import { commitImport, importQuery } from './imports.ts'

/** The confirmation: why, and in so many words where rows are left out or things end. */
export function Commit({ report, onError }: { report: ImportReport; onError: (error: unknown) => void }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const client = useQueryClient()
  const { value: reason, set: setReason, clear: clearReason, broken, dropBroken } = useDraft(`${report.id}.reason`, '', asText)
  const [without, setWithout] = useState(false)
  const [number, setNumber] = useState('')
  const [missing, setMissing] = useState<readonly string[]>([])
  const form = useRef<HTMLFormElement>(null)
  const { created, changed, unchanged, rejected } = report.counts
  const valid = created + changed + unchanged
  const ending = report.full && report.ended > 0
  const commit = useMutation({
    networkMode: 'always',
    mutationFn: () => commitImport(report.id, { reason: reason.trim(), acceptRejected: without, confirmEnding: ending ? report.ended : null }),
    onSuccess: (answer) => {
      clearReason()
      client.setQueryData(importQuery(report.id).queryKey, answer)
    },
    onError,
    // Whatever came of it, the server knows; everything else on screen may have changed with it.
    onSettled: () => client.invalidateQueries(),
  })
  if (created + changed === 0 && !ending) return null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = [
      ...(rejected > 0 && !without ? ['without'] : []),
      ...(ending && Number(number.replaceAll(/\D/g, '')) !== report.ended ? ['number'] : []),
      ...(reason.trim().length < 3 ? ['reason'] : []),
    ]
    setMissing(wanted)
    if (wanted.length === 0) commit.mutate()
    else form.current?.querySelector<HTMLElement>(`[name="${wanted[0]}"]`)?.focus()
  }
  const marked = (name: string) => (missing.includes(name) ? { 'aria-invalid': true, 'aria-describedby': `${name}-missing` } : {})
  return (
    <form ref={form} className="commit" aria-labelledby="commit" onSubmit={submit} noValidate>
      <h2 id="commit">{t('import.commit.title')}</h2>
      {rejected > 0 && (
        <>
          <p>{t('import.commit.mendFirst')}</p>
          <label className="tick">
            <input type="checkbox" name="without" checked={without} onChange={(event) => setWithout(event.target.checked)} {...marked('without')} />
            <span>{t('import.commit.without', { count: rejected, number: formatNumber(rejected, language) })}</span>
          </label>
          {missing.includes('without') && <Missing name="without" text={t('import.commit.withoutMissing')} />}
        </>
      )}
      {ending && (
        <div className="commit__ending">
          <p>
            <strong>{t('import.commit.ending', { count: report.ended, number: formatNumber(report.ended, language) })}</strong> {t('import.commit.endingHelp')}
          </p>
          <label className="parameter">
            <span className="search__label">{t('import.commit.number')}</span>
            <input className="search__input" name="number" inputMode="numeric" autoComplete="off" value={number} onChange={(event) => setNumber(event.target.value)} {...marked('number')} />
          </label>
          {missing.includes('number') && <Missing name="number" text={t('import.commit.numberMissing')} />}
        </div>
      )}
      {report.state === 'checked' && changed > 0 && <ImportPublication id={report.id} />}
      {broken !== undefined && <BrokenDraft text={broken} onDrop={dropBroken} />}
      <label className="commit__reason">
        <span className="search__label">{t('import.commit.reason')}</span>
        <textarea className="search__input" name="reason" rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} {...marked('reason')} />
      </label>
      {missing.includes('reason') && <Missing name="reason" text={t('import.reasonMissing')} />}
      {commit.isError && <ErrorNote error={commit.error} />}
      <button type="submit" className="kern-btn kern-btn--primary" disabled={commit.isPending}>
        <span className="kern-label">{t('import.commit.go', { count: valid, number: formatNumber(valid, language) })}</span>
      </button>
    </form>
  )
}

function Missing({ name, text }: { name: string; text: string }) {
  return (
    <span id={`${name}-missing`} className="gap-text field-error" role="alert">
      {text}
    </span>
  )
}
