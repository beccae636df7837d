import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { ErrorNote } from '../../ui/Status.tsx'

/** Takes an example municipality away for good; asks first and needs its name typed. */
export function RemoveDemo({ tenant, name, onClose }: { tenant: string; name: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const removal = useMutation({
    mutationFn: () => post(`/tenants/${tenant}/remove-demo`, { confirm: typed }),
    onSuccess: () => {
      client.clear()
      onClose()
      void navigate({ to: '/', search: { tenant: undefined } })
    },
  })
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="overlay__box">
        <Dialog className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              removal.mutate()
            }}
          >
            <Heading slot="title" className="dialog__title">
              {t('removeDemo.title', { name })}
            </Heading>
            <p>{t('removeDemo.text', { name })}</p>
            <label className="kern-form-input">
              <span className="kern-label">{t('removeDemo.type', { name })}</span>
              <input className="kern-form-input__input search__input" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
            </label>
            {removal.isError && <ErrorNote error={removal.error} />}
            <div className="dialog__buttons">
              <button type="submit" className="kern-btn kern-btn--primary" disabled={typed !== name || removal.isPending}>
                <span className="kern-label">{t('removeDemo.confirm')}</span>
              </button>
              <button type="button" className="kern-btn kern-btn--secondary" onClick={onClose}>
                <span className="kern-label">{t('removeDemo.cancel')}</span>
              </button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
