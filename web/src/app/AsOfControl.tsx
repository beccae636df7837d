import { today } from '@kommunalgraph/contract/days.ts'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isDay } from '../url-state.ts'
import { useScope } from './scope.ts'

/** The day asked about. Today is the absence of a day in the URL, so that a shared link stays current. */
export function AsOfControl() {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const navigate = useNavigate()
  return (
    <label className="tool">
      <span className="tool__label">{t('app.asOf')}</span>
      <input
        type="date"
        className="tool__select"
        min="1900-01-01"
        max="2100-12-31"
        value={asOf ?? today()}
        onChange={(event) => {
          const day = event.target.value
          if (day !== '' && !isDay(day)) return
          void navigate({ to: '.', search: (old) => ({ ...old, asOf: day === '' || day === today() ? undefined : day }) })
        }}
      />
    </label>
  )
}
