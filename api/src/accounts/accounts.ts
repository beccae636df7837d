/** Accounts kept in the graph, beside the model: made, changed, logged in and out, and tokens for programs. */
import { randomUUID } from 'node:crypto'
import type { Account, AccountBody, AccountChange, Token, TokenBody } from '@kommunalgraph/contract/accounts.ts'
import type { Role } from '@kommunalgraph/contract/permissions.ts'
import { writeInTurn } from '../changes/entry.ts'
import type { Graph, WriteTx } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import type { Person } from './person.ts'
import { isPassword, newSecret, passwordHash, secretHash } from './secrets.ts'

/** A session ends after so long, whether it is used or not: a working day. */
export const sessionMs = 12 * 3_600_000
/** One account on more devices than this: the oldest session ends. */
const mostSessions = 10
/** From so many failures in a row on, an account pauses, each time twice as long. */
const pauseFrom = 5
const longestPauseMs = 15 * 60_000

interface Stored {
  account: string
  role: Role
  units: string[] | null
  passwordHash: string
  locked: boolean
  failures: number
  pausedUntil: string | null
}

const stored = async (graph: Graph, account: string): Promise<Stored | undefined> => (await graph.read<Stored>('accounts/read_account', { account }))[0]
const inTime = (ms: number) => new Date(Date.now() + ms).toISOString()
const now = () => inTime(0)
const noSuch = (account: string) => problem('not-found', { detail: `No account ${account}`, errors: [{ path: 'path.account', message: 'is not known' }] })

/** Refused in one way for an unknown account, a wrong password, a locked and a paused account: nobody learns which. */
const refused = () => problem('login-failed', { detail: 'Account or password is wrong, or the account is locked or pauses after failed logins' })

/** Begins a session; answers its secret. Throws 401. */
export async function logIn(graph: Graph, { account, password }: { account: string; password: string }): Promise<string> {
  const found = await stored(graph, account)
  const paused = pauses(found)
  const right = await isPassword(found?.passwordHash, password)
  if (!found || found.locked || paused || !right) {
    // While it pauses nothing is counted: whoever tries on must not be able to keep the owner out for longer.
    if (found && !paused && !right) {
      const pauseMs = Math.min(longestPauseMs, 60_000 * 2 ** Math.max(0, found.failures + 1 - pauseFrom))
      await writeInTurn(graph, (tx) => tx.run('accounts/note_failure', { account, pauseFrom, pausedUntil: inTime(pauseMs) }))
    }
    throw refused()
  }
  // Guesses that come all at once are all judged before the first is counted. Looked at once more in the turn of this login, which
  // no failure can come between: whoever guessed right after five wrong ones is out too, and wipes out no count of them.
  return beginSession(graph, found, null, async (tx) => {
    const [since] = await tx.run<Stored>('accounts/read_account', { account })
    if (pauses(since)) throw refused()
  })
}

const pauses = (account: Stored | undefined): boolean => account?.pausedUntil != null && account.pausedUntil > now()

/** `issuer`: whoever vouched for it; null: an account of our own. `check` throws where it must not begin. Answers the secret of the session. */
export async function beginSession(
  graph: Graph,
  { account, role, units }: { account: string; role: Role; units: readonly string[] | null },
  issuer: string | null,
  check: (tx: WriteTx) => Promise<void> = async () => undefined,
): Promise<string> {
  const secret = newSecret()
  await writeInTurn(graph, async (tx) => {
    await check(tx)
    await tx.run('accounts/put_session', { hash: secretHash(secret), account, role, units, issuer, at: now(), until: inTime(sessionMs), keep: mostSessions })
  })
  return secret
}

export const endSession = (graph: Graph, secret: string) => writeInTurn(graph, (tx) => tx.run('accounts/remove_sessions', { hash: secretHash(secret), account: null }))

/** Throws 409 where the name is taken, 422 where the password is the name. */
export async function createAccount(graph: Graph, { account, role, password, units }: AccountBody): Promise<Account> {
  notItsName(account, password)
  const at = now()
  const values = { account, role, units: units ?? null, passwordHash: await passwordHash(password), at }
  const [row] = await writeInTurn(graph, (tx) => tx.run<{ created: boolean }>('accounts/put_account', values))
  if (!row?.created) throw problem('already-exists', { detail: `There is an account ${account}`, errors: [{ path: 'body.account', message: 'is taken' }] })
  return { account, role, ...(units && { units }), locked: false, createdAt: at, lastLoginAt: null }
}

function notItsName(account: string, password: string): void {
  if (password.toLowerCase().includes(account.toLowerCase()))
    throw problem('not-allowed', { detail: 'A password must not contain the name of its account', errors: [{ path: 'body.password', message: 'must not contain the name of the account' }] })
}

/** Whether anybody has an account. Throws GraphError. */
export async function anyAccount(graph: Graph): Promise<boolean> {
  const [row] = await graph.read<{ any: boolean }>('accounts/any_account', {})
  return row?.any === true
}

export async function listAccounts(graph: Graph): Promise<Account[]> {
  const rows = await graph.read<Omit<Account, 'units'> & { units: string[] | null }>('accounts/list_accounts', {})
  return rows.map(({ units, ...account }) => ({ ...account, ...(units && { units }) }))
}

/** Whoever loses a role, a password or the lock's favour is logged out everywhere. Throws 404, 409 for the last administrator. */
export async function changeAccount(graph: Graph, account: string, { password, units, role, locked }: AccountChange): Promise<Account> {
  if (password !== undefined) notItsName(account, password)
  const values = {
    ...(role !== undefined && { role }),
    ...(units !== undefined && { units }),
    ...(locked !== undefined && { locked }),
    ...(password !== undefined && { passwordHash: await passwordHash(password), passwordAt: now(), failures: 0, pausedUntil: null }),
  }
  await writeInTurn(graph, async (tx) => {
    const [row] = await tx.run<{ changed: number }>('accounts/change_account', { account, values })
    if (!row?.changed) throw noSuch(account)
    await someoneIsLeft(tx)
    await tx.run('accounts/remove_sessions', { hash: null, account })
  })
  const changed = (await listAccounts(graph)).find((one) => one.account === account)
  if (!changed) throw noSuch(account)
  return changed
}

/** Throws 404, 409 for the last administrator. */
export async function removeAccount(graph: Graph, account: string): Promise<void> {
  await writeInTurn(graph, async (tx) => {
    const [row] = await tx.run<{ removed: number }>('accounts/remove_account', { account })
    if (!row?.removed) throw noSuch(account)
    await someoneIsLeft(tx)
  })
}

/** Whoever locks the last administrator out would have to go to the database. */
async function someoneIsLeft(tx: WriteTx): Promise<void> {
  if ((await tx.run('accounts/administrators')).length === 0) throw problem('last-administrator', { detail: 'Nobody would be left to manage accounts' })
}

/** Throws 422 where the current password is not it. All sessions of the account end. */
export async function changePassword(graph: Graph, account: string, current: string, password: string): Promise<void> {
  const found = await stored(graph, account)
  if (!(await isPassword(found?.passwordHash, current)))
    throw problem('not-allowed', { detail: 'The current password is wrong', errors: [{ path: 'body.current', message: 'is not the current password' }] })
  notItsName(account, password)
  const values = { passwordHash: await passwordHash(password), passwordAt: now() }
  await writeInTurn(graph, async (tx) => {
    await tx.run('accounts/change_account', { account, values })
    await tx.run('accounts/remove_sessions', { hash: null, account })
  })
}

/** A token for a program: no more than the person may, for a time. Its secret is answered once. */
export async function issueToken(graph: Graph, person: Person & { account: string }, { name, days, may }: TokenBody): Promise<Token & { token: string }> {
  const beyond = may.filter((one) => !person.may.has(one))
  if (beyond.length > 0) throw problem('not-permitted', { detail: 'A token may not do more than its account', errors: [{ path: 'body.may', message: `this account may not: ${beyond.join(', ')}` }] })
  const token = newSecret('kgt_')
  const head = { id: randomUUID(), name, may, createdAt: now(), until: inTime(days * 86_400_000) }
  const { createdAt: at, ...rest } = head
  const stored = await writeInTurn(graph, async (tx) => {
    await tx.run('accounts/put_token', { ...rest, at, hash: secretHash(token), account: person.account })
    return head.id
  })
  // The request came again after its answer was lost: what was issued then is stored, and nobody knows its secret.
  if (stored !== head.id) throw problem('answered-once', { detail: `The token ${stored} was issued; its secret is given only once` })
  return { ...head, token }
}

export const listTokens = (graph: Graph, account: string): Promise<Token[]> => graph.read<Token>('accounts/list_tokens', { account })

/** Throws 404. */
export async function revokeToken(graph: Graph, account: string, id: string): Promise<void> {
  const [row] = await writeInTurn(graph, (tx) => tx.run<{ removed: number }>('accounts/remove_token', { id, account }))
  if (!row?.removed) throw problem('not-found', { detail: `No token ${id}`, errors: [{ path: 'path.id', message: 'is not known' }] })
}
