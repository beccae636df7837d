import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Sets the title of the browser window; the name of the page comes first, for tabs and screen readers. */
export function PageTitle({ title }: { title: string }) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} – ${t('app.name')}`
    return () => {
      document.title = t('app.name')
    }
  }, [title, t])
  return null
}
