import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { ErrorNote } from '../../ui/Status.tsx'

/** Takes an example municipality away for good; asks first and needs its name typed. */
export function RemoveDemo({ tenant, name }: { tenant: string; name: string }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const removal = useMutation({
    mutationFn: () => post(`/tenants/${tenant}/remove-demo`, { confirm: typed }),
    onSuccess: () => {
      client.clear()
      void navigate({ to: '/', search: {} })
    },
  })
  return (
    <DialogTrigger>
      <Button className="kern-btn kern-btn--tertiary remove-demo">
        <span className="kern-label">{t('app.removeDemo')}</span>
      </Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="overlay__box">
          <Dialog className="dialog">
            {({ close }) => (
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
                  <input className="kern-form-input__input" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
                </label>
                {removal.isError && <ErrorNote error={removal.error} />}
                <div className="dialog__buttons">
                  <button type="submit" className="kern-btn kern-btn--primary" disabled={typed !== name || removal.isPending}>
                    <span className="kern-label">{t('removeDemo.confirm')}</span>
                  </button>
                  <button type="button" className="kern-btn kern-btn--secondary" onClick={close}>
                    <span className="kern-label">{t('removeDemo.cancel')}</span>
                  </button>
                </div>
              </form>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  )
}
