/** Passwords and random secrets: what is kept is never what is sent. */
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id, the library's own algorithm, with 19 MiB and two passes, the least that OWASP's password storage cheat sheet names. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const passwordHash = (password: string): Promise<string> => hash(password, argon2)

/** Compared with when there is no such account, so that the answer takes as long as with one. */
let nobodys: Promise<string> | undefined

/** Whether it is the password; `undefined`: there is no account, which takes as long to find out. */
export async function isPassword(stored: string | undefined, given: string): Promise<boolean> {
  nobodys ??= passwordHash(randomBytes(24).toString('base64url'))
  const right = await verify(stored ?? (await nobodys), given)
  return right && stored !== undefined
}

/** 256 random bits, for addresses and headers. `prefix` tells secret scanners and people what it is. */
export const newSecret = (prefix = ''): string => `${prefix}${randomBytes(32).toString('base64url')}`

/** What is kept of a random secret: it has nothing to be guessed, so a plain hash will do. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex')
