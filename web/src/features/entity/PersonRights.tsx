import type { EraseAnswer } from '@kommunalgraph/contract/persons.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiUrl, post } from '../../api/client.ts'
import { useMay } from '../../app/session.ts'
import { ErrorNote } from '../../ui/Status.tsx'

/** For those who answer persons: what is stored of this one, as a file, and erasing the name. */
export function PersonRights({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const may = useMay('answer-for-persons')
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [confirm, setConfirm] = useState('')
  const [missing, setMissing] = useState<'reason' | 'confirm' | undefined>()
  const erase = useMutation({
    mutationFn: () => post<EraseAnswer>(`/persons/${encodeURIComponent(id)}/erase`, { reason: reason.trim(), confirm: confirm.trim() }),
    onSuccess: () => client.invalidateQueries(),
  })
  if (!may) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = reason.trim().length < 3 ? 'reason' : confirm.trim() !== name ? 'confirm' : undefined
    setMissing(wanted)
    if (!wanted) erase.mutate()
  }
  return (
    <section className="person-rights" aria-labelledby="person-rights">
      <h2 id="person-rights">{t('privacy.person.title')}</h2>
      <p>{t('privacy.person.help')}</p>
      {erase.data ? (
        <p className="form__note" role="status">
          {erase.data.texts === 0 ? t('privacy.person.doneAlone') : t('privacy.person.done', { count: erase.data.texts })} {erase.data.imports > 0 && t('privacy.person.imports', { count: erase.data.imports })}
        </p>
      ) : (
        <>
          <p>
            <a href={apiUrl(`/persons/${encodeURIComponent(id)}/record`)} download className="kern-btn kern-btn--secondary">
              <span className="kern-label">{t('privacy.person.record')}</span>
            </a>
          </p>
          <details>
            <summary>{t('privacy.person.erase')}</summary>
            <p>{t('privacy.person.eraseHelp')}</p>
            <form onSubmit={submit} noValidate>
              <label className="parameter">
                <span className="search__label">{t('privacy.person.reason')}</span>
                <input className="search__input" name="reason" maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} {...marked(missing === 'reason')} />
              </label>
              <label className="parameter">
                <span className="search__label">{t('privacy.person.confirm', { name })}</span>
                <input className="search__input" name="confirm" autoComplete="off" value={confirm} onChange={(event) => setConfirm(event.target.value)} {...marked(missing === 'confirm')} />
              </label>
              {missing && (
                <p id="person-rights-missing" className="gap-text field-error" role="alert">
                  {missing === 'reason' ? t('privacy.person.missing.reason') : t('privacy.person.missing.confirm')}
                </p>
              )}
              {erase.isError && <ErrorNote error={erase.error} />}
              <button type="submit" className="kern-btn kern-btn--primary" disabled={erase.isPending}>
                <span className="kern-label">{t('privacy.person.eraseDo')}</span>
              </button>
            </form>
          </details>
        </>
      )}
    </section>
  )
}

const marked = (wrong: boolean) => (wrong ? { 'aria-invalid': true, 'aria-describedby': 'person-rights-missing' } : {})
