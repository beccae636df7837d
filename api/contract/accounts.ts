/** Accounts, sessions and tokens as the API speaks of them. Strict, like `answers.ts`. */
import { z } from 'zod'
import { accountRoles, permissionNames, roleNames } from './permissions.ts'

/** A pseudonym: it stands in the log for ever, so it need not be anybody's name. */
export const AccountName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, 'must be 2 to 40 characters: a–z, 0–9, dot, dash, underscore')
  .meta({ example: 'a.beispiel' })
/** Long rather than colourful; compared only with itself and the name. */
export const Password = z.string().min(12, 'must have at least 12 characters').max(200)
const moment = z.iso.datetime({ offset: true })
/** Units that a steward is limited to; absent: no limit. */
const units = z.array(z.string().max(300)).min(1).max(50)

export const Login = z.strictObject({ account: z.string().max(200), password: z.string().max(1_000) }).meta({ id: 'Login' })
export type Login = z.infer<typeof Login>

export const SessionAnswer = z
  .strictObject({
    /** How this server knows who asks. `open`: the public view only; `single-user`: nobody has an account, and only this machine gets here. */
    mode: z.enum(['open', 'single-user', 'accounts', 'issuer']),
    account: z.string().nullable().describe('Pseudonym; null: not logged in'),
    role: z.enum(roleNames),
    may: z.array(z.enum(permissionNames)),
    units: units.optional(),
    until: moment.optional().describe('End of the session'),
    preview: z.literal(true).optional().describe('The cookie `kg_view=public` is set: everything is answered as to the public'),
    loginAt: z.string().optional().describe('Where to log in, where that is another site: a path of this server that leads there'),
  })
  .meta({ id: 'Session' })
export type SessionAnswer = z.infer<typeof SessionAnswer>

export const PasswordChange = z.strictObject({ current: z.string().max(1_000), password: Password }).meta({ id: 'PasswordChange' })

export const AccountBody = z
  .strictObject({ account: AccountName, role: z.enum(accountRoles), password: Password, units: units.optional() })
  .meta({ id: 'AccountBody' })
export type AccountBody = z.infer<typeof AccountBody>

export const AccountChange = z
  .strictObject({ role: z.enum(accountRoles).optional(), password: Password.optional(), units: units.nullable().optional(), locked: z.boolean().optional() })
  .meta({ id: 'AccountChange' })
export type AccountChange = z.infer<typeof AccountChange>

export const Account = z
  .strictObject({
    account: AccountName,
    role: z.enum(accountRoles),
    units: units.optional(),
    locked: z.boolean(),
    createdAt: moment,
    lastLoginAt: moment.nullable(),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>

export const AccountList = z.strictObject({ items: z.array(Account) }).meta({ id: 'AccountList' })

export const TokenBody = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    days: z.int().min(1).max(366).default(90).describe('Days until it ends'),
    may: z.array(z.enum(permissionNames)).min(1).describe('What it may; never more than the account itself'),
  })
  .meta({ id: 'TokenBody' })
export type TokenBody = z.infer<typeof TokenBody>

const tokenHead = { id: z.string(), name: z.string(), may: z.array(z.enum(permissionNames)), createdAt: moment, until: moment }
export const Token = z.strictObject(tokenHead).meta({ id: 'Token' })
export type Token = z.infer<typeof Token>
export const NewToken = z.strictObject({ ...tokenHead, token: z.string().describe('Shown once; only its hash is kept') }).meta({ id: 'NewToken' })
export type NewToken = z.infer<typeof NewToken>
export const TokenList = z.strictObject({ items: z.array(Token) }).meta({ id: 'TokenList' })
