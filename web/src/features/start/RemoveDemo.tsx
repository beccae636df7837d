import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'

/** Takes an example municipality away for good; asks first and needs its name typed. */
export function RemoveDemo({ tenant, name, onClose }: { tenant: string; name: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const removal = useMutation({
    mutationFn: () => post(`/tenants/${tenant}/remove-demo`, { confirm: typed }),
    // Loaded anew: nothing of it stays in this window.
    onSuccess: () => navigate({ to: '/', search: { tenant: undefined }, reloadDocument: true }),
  })
  return (
    <FormDialog
      title={t('removeDemo.title', { name })}
      onSubmit={() => removal.mutate()}
      onClose={onClose}
      error={removal.error}
      submitLabel={t('removeDemo.confirm')}
      cancelLabel={t('removeDemo.cancel')}
      disabled={typed !== name || removal.isPending}
    >
      <p>{t('removeDemo.text', { name })}</p>
      <label className="kern-form-input">
        <span className="kern-label">{t('removeDemo.type', { name })}</span>
        <input className="kern-form-input__input search__input" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
      </label>
    </FormDialog>
  )
}
