import type { SessionAnswer } from '@kommunalgraph/contract/accounts.ts'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { useSession } from '../../app/session.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { Field } from './Field.tsx'
import '../edit/edit.css'
import './account.css'

/** Logging in: with an account of this server, or at the provider that it trusts. Then back to where one came from. */
export function LoginPage() {
  const { t } = useTranslation()
  const { back = '/', failed } = useSearch({ from: '/login' })
  const query = useSession()
  return (
    <div className="page page--narrow">
      <PageTitle title={t('account.logIn')} />
      <h1 className="answer">{t('account.logIn')}</h1>
      {failed && (
        <div className="kern-alert kern-alert--danger" role="alert">
          <div className="kern-alert__body">
            <p className="kern-body">{t(`account.failed.${failed}`)}</p>
          </div>
        </div>
      )}
      <Await query={query} lines={4}>
        {({ mode, account, loginAt }) =>
          mode === 'open' || mode === 'single-user' ? (
            <p>{t(mode === 'open' ? 'account.open' : 'account.singleUser')}</p>
          ) : account !== null ? (
            <p>
              {t('account.here', { account })}{' '}
              <Link to="/account" search={{}} className="kern-link">
                {t('account.title')}
              </Link>
            </p>
          ) : loginAt ? (
            <p>
              <a className="kern-btn kern-btn--primary" href={`${loginAt}?${new URLSearchParams({ returnTo: back })}`}>
                <span className="kern-label">{t('account.atProvider')}</span>
              </a>
            </p>
          ) : (
            <Form back={back} />
          )
        }
      </Await>
    </div>
  )
}

function Form({ back }: { back: string }) {
  const { t } = useTranslation()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const logIn = useMutation({
    mutationFn: () => post<SessionAnswer>('/session', { account: account.trim(), password }),
    // Loaded anew, since everything that was read as the public may look otherwise now; `back` is a path of ours (router.tsx).
    onSuccess: () => location.assign(back),
  })
  return (
    <form
      className="account-form"
      onSubmit={(event) => {
        event.preventDefault()
        logIn.mutate()
      }}
    >
      <Field label={t('account.account')} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} value={account} onValue={setAccount} />
      <Field label={t('account.password')} name="password" type="password" autoComplete="current-password" value={password} onValue={setPassword} />
      {logIn.error != null && <ErrorNote error={logIn.error} />}
      <button type="submit" className="kern-btn kern-btn--primary" disabled={logIn.isPending}>
        <span className="kern-label">{t('account.logIn')}</span>
      </button>
    </form>
  )
}
