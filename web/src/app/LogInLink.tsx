import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { couldLogIn, useSession } from './session.ts'

/** To the login and back to this page, where there is something to log in to and nobody is. */
export function LogInLink() {
  const { t } = useTranslation()
  const { data } = useSession()
  const here = useLocation({ select: ({ href }) => href })
  if (!data || !couldLogIn(data)) return null
  return (
    <p>
      <Link to="/login" search={{ back: here }} className="kern-btn kern-btn--primary">
        <span className="kern-label">{t('account.logIn')}</span>
      </Link>
    </p>
  )
}
