import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client.ts'
import { useScope } from '../../app/scope.ts'
import { ErrorNote } from '../../ui/Status.tsx'
import { fetchAddress } from './imports.ts'

/** Instead of a file: the address of a council information system. Closed, since few need it; no answer says whether a host is allowed before it is asked. */
export function FromAddress({ full, year }: { full: boolean; year: string }) {
  const { t } = useTranslation()
  const { tenant } = useScope()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [url, setUrl] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const ask = useMutation({
    networkMode: 'always',
    mutationFn: (address: string) => fetchAddress(address, { tenant, full: full || undefined, year }),
    onSuccess: (report) => {
      void client.invalidateQueries({ queryKey: ['/imports'] })
      void navigate({ to: '/import/$id', params: { id: report.id }, search: {} })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const address = url.trim()
    setMissing(address === '')
    if (address === '') field.current?.focus()
    else ask.mutate(address)
  }
  return (
    <details>
      <summary>{t('import.address.title')}</summary>
      <form className="import-address" onSubmit={submit} noValidate>
        <p className="muted" id="address-help">
          {t('import.address.help')}
        </p>
        <label className="parameter import-address__field">
          <span className="search__label">{t('import.address.label')}</span>
          <input
            ref={field}
            className="search__input"
            type="url"
            inputMode="url"
            autoComplete="url"
            maxLength={2000}
            value={url}
            aria-describedby={missing ? 'address-help address-missing' : 'address-help'}
            aria-invalid={missing || ask.isError}
            onChange={(event) => {
              setUrl(event.target.value)
              setMissing(false)
              ask.reset()
            }}
          />
        </label>
        {missing && (
          <span id="address-missing" className="gap-text field-error" role="alert">
            {t('import.address.missing')}
          </span>
        )}
        {ask.isError && <Refused error={ask.error} address={url.trim()} />}
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={ask.isPending}>
          <span className="kern-label">{t(ask.isPending ? 'import.address.asking' : 'import.address.go')}</span>
        </button>
      </form>
    </details>
  )
}

/** Why it is not asked, and who can change that. */
function Refused({ error, address }: { error: unknown; address: string }) {
  const { t } = useTranslation()
  const refusal = error instanceof ApiError ? error.problem?.errors?.find(({ path }) => path === 'body.url') : undefined
  if (refusal?.rule !== 'host-not-allowed' && refusal?.rule !== 'not-an-address') return <ErrorNote error={error} />
  const allowed = refusal.allowed ?? []
  return (
    <div className="kern-alert kern-alert--danger" role="alert">
      <div className="kern-alert__body">
        {refusal.rule === 'not-an-address' ? (
          <p className="kern-body">{t('import.address.noAddress')}</p>
        ) : (
          <>
            <p className="kern-body">{t('import.address.notAllowed', { host: URL.canParse(address) ? new URL(address).host : address })}</p>
            <p className="kern-body">{allowed.length > 0 ? t('import.address.allowed', { hosts: allowed.join(', ') }) : t('import.address.noneAllowed')}</p>
          </>
        )}
      </div>
    </div>
  )
}
