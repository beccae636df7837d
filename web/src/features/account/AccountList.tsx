import type { Account } from '@kommunalgraph/contract/accounts.ts'
import { dayOf } from '@kommunalgraph/contract/days.ts'
import { accountRoles, type Role, roles } from '@kommunalgraph/contract/permissions.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, patch, post } from '../../api/client.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { Await, ErrorNote } from '../../ui/Status.tsx'
import { Field, NewPassword } from './Field.tsx'

/** All accounts, for administrators. `first`: there is none yet, and the first one ends single-user mode. */
export function AccountList({ first }: { first: boolean }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['/accounts'], queryFn: ({ signal }) => get<{ items: Account[] }>('/accounts', {}, signal), enabled: !first })
  const [account, setAccount] = useState('')
  const [role, setRole] = useState<Role>(first ? 'administrator' : 'reader')
  const [password, setPassword] = useState('')
  const choices = accountRoles.map((name) => (
    <option key={name} value={name}>
      {pick(roles[name])}
    </option>
  ))
  const again = () => client.invalidateQueries({ queryKey: first ? ['/session'] : ['/accounts'] })
  const create = useMutation({
    mutationFn: () => post<Account>('/accounts', { account: account.trim(), role, password }),
    onSuccess: () => {
      setAccount('')
      setPassword('')
      return again()
    },
  })
  const alter = useMutation({ mutationFn: ({ account: of, ...values }: { account: string; role?: Role; locked?: boolean }) => patch<Account>(`/accounts/${of}`, values), onSuccess: again })
  return (
    <section aria-labelledby="accounts">
      <h2 id="accounts">{t('account.all')}</h2>
      {first ? (
        <p>{t('account.firstLead')}</p>
      ) : (
        <Await query={query} lines={4}>
          {({ items }) => (
            <div className="table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('account.account')}</th>
                    <th scope="col">{t('account.role')}</th>
                    <th scope="col">{t('account.lastLogin')}</th>
                    <th scope="col">{t('account.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.account}>
                      <th scope="row">{one.account}</th>
                      <td>
                        <select className="tool__select" aria-label={t('account.roleOf', { account: one.account })} value={one.role} onChange={(event) => alter.mutate({ account: one.account, role: event.target.value as Role })}>
                          {choices}
                        </select>
                      </td>
                      <td>{one.lastLoginAt ? formatDay(dayOf(one.lastLoginAt), language) : t('account.never')}</td>
                      <td>
                        <button type="button" className="kern-btn kern-btn--tertiary" aria-label={t(one.locked ? 'account.unlockOf' : 'account.lockOf', { account: one.account })} onClick={() => alter.mutate({ account: one.account, locked: !one.locked })}>
                          <span className="kern-label">{t(one.locked ? 'account.unlock' : 'account.lock')}</span>
                        </button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Await>
      )}
      {alter.error != null && <ErrorNote error={alter.error} />}
      <h3>{t('account.create')}</h3>
      <form
        className="account-form"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Field label={t('account.account')} hint={t('account.accountHint')} autoComplete="off" autoCapitalize="none" spellCheck={false} value={account} onValue={setAccount} />
        <label className="form__row">
          <span className="form__label">{t('account.role')}</span>
          <select className="form__input" value={role} disabled={first} onChange={(event) => setRole(event.target.value as Role)}>
            {choices}
          </select>
        </label>
        <NewPassword label={t('account.password')} value={password} onValue={setPassword} />
        {create.error != null && <ErrorNote error={create.error} />}
        <button type="submit" className="kern-btn kern-btn--secondary" disabled={create.isPending}>
          <span className="kern-label">{t('account.create')}</span>
        </button>
      </form>
    </section>
  )
}
