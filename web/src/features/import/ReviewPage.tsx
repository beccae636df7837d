import { useTranslation } from 'react-i18next'
import { PageTitle } from '../../ui/PageTitle.tsx'

/** One import, from reading to undo. */
export function ReviewPage() {
  const { t } = useTranslation()
  return (
    <div className="page">
      <PageTitle title={t('app.steward.import')} />
    </div>
  )
}
