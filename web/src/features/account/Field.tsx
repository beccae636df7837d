import type { InputHTMLAttributes } from 'react'
import { useTranslation } from 'react-i18next'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'onChange'> {
  label: string
  hint?: string
  value: string
  onValue: (value: string) => void
}

/** A field that must be filled in, with its label and a hint. */
export function Field({ label, hint, onValue, ...input }: Props) {
  return (
    <label className="form__row">
      <span className="form__label">{label}</span>
      <input className="form__input" required {...input} onChange={(event) => onValue(event.target.value)} />
      {hint && <span className="form__hint">{hint}</span>}
    </label>
  )
}

/** A password that is chosen here, with what it must be. */
export function NewPassword(props: Pick<Props, 'label' | 'value' | 'onValue'>) {
  const { t } = useTranslation()
  return <Field {...props} hint={t('account.passwordHint')} type="password" autoComplete="new-password" minLength={12} />
}
