import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

function Note({ text, next }: { text: string; next?: string }) {
  const { t } = useTranslation()
  return (
    <div className="page page--narrow">
      <h1 className="answer">{text}</h1>
      {next && <p className="kern-body">{next}</p>}
      <p>
        <Link to="/" className="kern-link">
          {t('status.toStart')}
        </Link>
      </p>
    </div>
  )
}

export function NotFound() {
  const { t } = useTranslation()
  return <Note text={t('status.notFound')} next={t('status.notFoundNext')} />
}

/** Last resort for a defect of the view itself. */
export function Crashed() {
  const { t } = useTranslation()
  return <Note text={t('status.crashed')} next={t('status.notFoundNext')} />
}
