import { useTranslation } from 'react-i18next'
import { PageTitle } from '../../ui/PageTitle.tsx'

/** Drop a file; former imports. */
export function ImportPage() {
  const { t } = useTranslation()
  return (
    <div className="page">
      <PageTitle title={t('app.steward.import')} />
    </div>
  )
}
