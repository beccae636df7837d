import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { ErrorNote } from './Status.tsx'

interface Props {
  title: string
  /** What is asked; text and fields. */
  children: ReactNode
  onSubmit: () => void
  onClose: () => void
  error: unknown
  submitLabel: string
  cancelLabel: string
  disabled: boolean
}

/** A question over the page: it is answered, or closed with Escape, a click beside it, or its second button. */
export function FormDialog({ title, children, onSubmit, onClose, error, submitLabel, cancelLabel, disabled }: Props) {
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="overlay__box">
        <Dialog className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              onSubmit()
            }}
          >
            <Heading slot="title" className="dialog__title">
              {title}
            </Heading>
            {children}
            {error != null && <ErrorNote error={error} />}
            <div className="dialog__buttons">
              <button type="submit" className="kern-btn kern-btn--primary" disabled={disabled}>
                <span className="kern-label">{submitLabel}</span>
              </button>
              <button type="button" className="kern-btn kern-btn--secondary" onClick={onClose}>
                <span className="kern-label">{cancelLabel}</span>
              </button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
