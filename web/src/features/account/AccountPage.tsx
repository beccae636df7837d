import type { NewToken, Token } from '@kommunalgraph/contract/accounts.ts'
import { dayOf } from '@kommunalgraph/contract/days.ts'
import { type PermissionName, permissions, roles } from '@kommunalgraph/contract/permissions.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { del, get, post, put } from '../../api/client.ts'
import { useSession } from '../../app/session.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { AccountList } from './AccountList.tsx'
import { Field, NewPassword } from './Field.tsx'
import '../edit/edit.css'
import './account.css'

/** Who one is here, what one may, and what goes with it: password, tokens, and for administrators all accounts. */
export function AccountPage() {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const query = useSession()
  return (
    <div className="page">
      <PageTitle title={t('account.title')} />
      <Await query={query} lines={6}>
        {({ mode, account, role, may, units }) => (
          <>
            <h1 className="answer">{account === null ? t('account.nobody') : t('account.sentence', { account, role: pick(roles[role]) })}</h1>
            {mode === 'single-user' && <p className="lead">{t('account.singleUser')}</p>}
            {account === null ? (
              <p>
                <Link to="/login" search={{ back: '/account' }} className="kern-btn kern-btn--primary">
                  <span className="kern-label">{t('account.logIn')}</span>
                </Link>
              </p>
            ) : (
              <>
                {mode !== 'single-user' && <LogOut />}
                <h2>{t('account.may')}</h2>
                <ul>
                  {may.map((name) => (
                    <li key={name}>{pick(permissions[name])}</li>
                  ))}
                </ul>
                {units && (
                  <p>
                    {t('account.units')}{' '}
                    {units.map((unit) => (
                      <Link key={unit} to="/e/$id" params={{ id: unit }} search={{}} className="kern-link account-unit">
                        {unit}
                      </Link>
                    ))}
                  </p>
                )}
                {mode === 'accounts' && (
                  <>
                    <Password />
                    <Tokens may={may} />
                  </>
                )}
                {may.includes('manage-accounts') && mode !== 'issuer' && <AccountList first={mode === 'single-user'} />}
              </>
            )}
          </>
        )}
      </Await>
    </div>
  )
}

function LogOut() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const logOut = useMutation({
    mutationFn: () => del('/session'),
    // Loaded anew: nothing that was read with the account stays in this window.
    onSuccess: () => navigate({ to: '/', search: {}, reloadDocument: true }),
  })
  return (
    <p>
      {logOut.error != null && <ErrorNote error={logOut.error} />}
      <button type="button" className="kern-btn kern-btn--secondary" disabled={logOut.isPending} onClick={() => logOut.mutate()}>
        <span className="kern-label">{t('account.logOut')}</span>
      </button>
    </p>
  )
}

function Password() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => put('/session/password', { current, password }),
    onSuccess: () => navigate({ to: '/login', search: { back: '/account' }, reloadDocument: true }),
  })
  return (
    <section aria-labelledby="password">
      <h2 id="password">{t('account.changePassword')}</h2>
      <form
        className="account-form"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <Field label={t('account.currentPassword')} type="password" autoComplete="current-password" value={current} onValue={setCurrent} />
        <NewPassword label={t('account.newPassword')} value={password} onValue={setPassword} />
        {change.error != null && <ErrorNote error={change.error} />}
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={change.isPending}>
          <span className="kern-label">{t('account.changePassword')}</span>
        </button>
      </form>
    </section>
  )
}

function Tokens({ may }: { may: readonly PermissionName[] }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['/tokens'], queryFn: ({ signal }) => get<{ items: Token[] }>('/tokens', {}, signal) })
  const [name, setName] = useState('')
  const [wanted, setWanted] = useState<readonly PermissionName[]>([])
  const again = () => client.invalidateQueries({ queryKey: ['/tokens'] })
  const issue = useMutation({
    mutationFn: () => post<NewToken>('/tokens', { name: name.trim(), may: wanted }),
    onSuccess: () => {
      setName('')
      setWanted([])
      return again()
    },
  })
  const revoke = useMutation({ mutationFn: (id: string) => del(`/tokens/${id}`), onSuccess: again })
  const day = (moment: string) => formatDay(dayOf(moment), language)
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{t('account.tokens')}</h2>
      <p>{t('account.tokensLead')}</p>
      <Await query={query} lines={2}>
        {({ items }) => (
          <ul className="plain">
            {items.map((token) => (
              <li key={token.id} className="kept-row">
                <span>
                  {token.name}
                  <span className="chain__detail">
                    {t('account.tokenUntil', { day: day(token.until) })} · {token.may.map((one) => pick(permissions[one])).join('; ')}
                  </span>
                </span>
                <button type="button" className="kern-btn kern-btn--tertiary" aria-label={t('account.revokeOf', { name: token.name })} onClick={() => revoke.mutate(token.id)}>
                  <span className="kern-label">{t('account.revoke')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Await>
      {issue.data && (
        <div className="kern-alert kern-alert--success" role="status">
          <div className="kern-alert__body">
            <p className="kern-body">{t('account.tokenOnce')}</p>
            <code className="account-token">{issue.data.token}</code>
          </div>
        </div>
      )}
      <form
        className="account-form"
        onSubmit={(event) => {
          event.preventDefault()
          issue.mutate()
        }}
      >
        <Field label={t('account.tokenName')} maxLength={80} value={name} onValue={setName} />
        <fieldset className="form__group">
          <legend className="form__label">{t('account.tokenMay')}</legend>
          {may
            .filter((one) => one !== 'keep-own-account')
            .map((one) => (
              <label key={one} className="form__check">
                <input type="checkbox" checked={wanted.includes(one)} onChange={(event) => setWanted(event.target.checked ? [...wanted, one] : wanted.filter((other) => other !== one))} />
                <span>{pick(permissions[one])}</span>
              </label>
            ))}
        </fieldset>
        {(issue.error ?? revoke.error) != null && <ErrorNote error={issue.error ?? revoke.error} />}
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={issue.isPending || wanted.length === 0}>
          <span className="kern-label">{t('account.issue')}</span>
        </button>
      </form>
    </section>
  )
}
