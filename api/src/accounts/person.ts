/**
 * Who asks. A person is found out once for each request, by session cookie or token, and everything that a request may see or do
 * follows from its role (permissions.ts). Kept for a few seconds, since every request asks: a role that was taken away still works
 * for so long in other processes, and not at all in the one that took it.
 */
import { may, type PermissionName, permissionNames, type Role } from '@kommunalgraph/contract/permissions.ts'
import type { SessionAnswer } from '@kommunalgraph/contract/accounts.ts'
import type { Config, Reader } from '../config.ts'
import { forAll } from '../graph/asker.ts'
import type { Graph } from '../graph/run.ts'
import { problem } from '../plugins/problem.ts'
import { anyAccount } from './accounts.ts'
import { secretHash } from './secrets.ts'

export interface Person {
  /** Pseudonym, as in the log; undefined: not logged in. */
  readonly account: string | undefined
  readonly role: Role
  readonly may: ReadonlySet<PermissionName>
  /** Units that a steward is limited to. */
  readonly units?: readonly string[]
  /** ISO; end of the session or token. */
  readonly until?: string
  /** Came with a token: no browser sends that by itself, so nobody else's page can. */
  readonly byToken?: boolean
  /** Sees for a while what the public sees, because they want to. */
  readonly preview?: boolean
}

/** The same person as the public sees and may. */
export const asPublic = ({ account }: Person): Person => ({ ...anybody, account, preview: true })

export const readerOf = (person: Person): Reader => (person.may.has('see-internal') ? 'internal' : 'public')

/** Pseudonym of whoever uses a server without accounts: it listens on loopback only. */
export const LOCAL_ACCOUNT = 'lokal'

/** Pseudonym for the log, of a request that a permission has let in. */
export function authorOf({ person }: { person: Person }): string {
  if (person.account === undefined) throw new Error('A route that writes in the name of somebody needs a permission')
  return person.account
}

/** Throws 403 where somebody else made it (`by`, their pseudonym) and the person may not tidy up after others. */
export function refuseOthers({ person }: { person: Person }, by: string): void {
  if (by !== person.account && !person.may.has('tidy-up')) throw problem('not-permitted', { detail: `This belongs to ${by}; only they and editors-in-chief change or delete it` })
}

/** What a writer may not do although they may write. */
export interface Limits {
  mayPublish: boolean
  /** One entry may take the place of another. */
  mayMerge: boolean
  /** Only what is these units' business. */
  units?: readonly string[]
}

export const limitsOf = ({ person }: { person: Person }): Limits => ({ mayPublish: person.may.has('publish'), mayMerge: person.may.has('merge'), ...(person.units && { units: person.units }) })

/** What reaches beyond any unit: files, claims and doubles of the whole municipality. */
const beyondUnits: readonly PermissionName[] = ['import', 'decide', 'see-upkeep']

const allowed = (role: Role) => new Set(permissionNames.filter((name) => may(role, name)))
export const anybody: Person = { account: undefined, role: 'public', may: allowed('public') }
const singleUser: Person = { account: LOCAL_ACCOUNT, role: 'administrator', may: allowed('administrator') }

/** How long what was found out is taken for granted, milliseconds. */
const keptMs = 5_000
/** Most that are kept at once. */
const mostKept = 2_000

interface Row {
  account: string
  role: Role
  units: string[] | null
  until: string
  may?: PermissionName[]
}

export interface People {
  mode(): Promise<SessionAnswer['mode']>
  /** By the secrets that came with a request. A session or token that is over or unknown is `undefined`. Throws GraphError. */
  bySession(secret: string): Promise<Person | undefined>
  byToken(secret: string): Promise<Person | undefined>
  /** Whoever shows nothing. */
  unknown(): Promise<Person>
  /** Something about accounts, sessions or tokens was written here: nothing is taken for granted any more. */
  forget(): void
}

export function peopleOf(graph: Graph, config: Pick<Config, 'reader' | 'issuer'>): People {
  const kept = new Map<string, { until: number; person: Promise<Person | undefined> }>()
  let single: { until: number; is: Promise<boolean> } | undefined

  const known = (key: string, find: () => Promise<Person | undefined>): Promise<Person | undefined> => {
    const found = kept.get(key)
    if (found && found.until > Date.now()) return found.person
    if (kept.size >= mostKept) kept.clear()
    const person = forAll(find)
    kept.set(key, { until: Date.now() + keptMs, person })
    // A database that was away must not count as "unknown" for a while.
    person.catch(() => kept.delete(key))
    return person
  }
  const find = (query: 'accounts/read_session' | 'accounts/read_token', secret: string, byToken: boolean) =>
    known(`${query} ${secret}`, async () => {
      const [row] = await graph.read<Row>(query, { hash: secretHash(secret), now: new Date().toISOString() })
      if (!row) return undefined
      const { account, role, units, until, may: most } = row
      const all = allowed(role)
      if (units) for (const name of beyondUnits) all.delete(name)
      return {
        account,
        role,
        // Whoever may do something must see what it is about.
        may: most ? new Set(['see-internal' as const, ...most].filter((name) => all.has(name))) : all,
        ...(units && { units }),
        until,
        byToken,
      }
    })

  /** On loopback, with neither account nor issuer: whoever gets here owns the machine. */
  const isSingle = async (): Promise<boolean> => {
    if (config.reader === 'public' || config.issuer) return false
    if (!single || single.until < Date.now()) {
      const is = forAll(() => anyAccount(graph)).then((any) => !any)
      single = { until: Date.now() + keptMs, is }
      is.catch(() => {
        single = undefined
      })
    }
    return single.is
  }
  return {
    mode: async () => {
      if (config.reader === 'public') return 'open'
      if (config.issuer) return 'issuer'
      return (await isSingle()) ? 'single-user' : 'accounts'
    },
    bySession: (secret) => find('accounts/read_session', secret, false),
    byToken: (secret) => find('accounts/read_token', secret, true),
    unknown: async () => ((await isSingle()) ? singleUser : anybody),
    forget: () => {
      kept.clear()
      single = undefined
    },
  }
}
