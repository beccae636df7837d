/** Who may write, and under which version: checked before a body is read. */
import type { FastifyRequest, preValidationHookHandler } from 'fastify'
import type { Config } from '../config.ts'
import { problem } from '../plugins/problem.ts'

/** Pseudonym of whoever uses a server without accounts: it listens on loopback only. */
export const LOCAL_ACCOUNT = 'lokal'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/**
 * For `onRequest` of every writing route: the public view only reads (403). Accounts come later, so a page of another
 * site must not be able to write with the browser of someone who has this server running: neither from its own origin
 * nor by letting its name point at this machine.
 */
export function writersOnly(config: Pick<Config, 'reader'>) {
  return async (request: FastifyRequest): Promise<void> => {
    if (config.reader !== 'internal')
      throw problem('read-only', { detail: 'This server serves the public view and takes no changes' })
    const { origin } = request.headers
    const site = request.headers['sec-fetch-site']
    const foreign =
      !loopbackHosts.has(request.hostname.toLowerCase()) ||
      (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host)) ||
      site === 'cross-site'
    if (foreign) throw problem('foreign-origin', { detail: 'The request comes from another site' })
  }
}

/** For `onRequest` of routes that read what only those who keep the data may see: on a public server a 403. */
export function stewardsOnly(config: Pick<Config, 'reader'>) {
  return async (): Promise<void> => {
    if (config.reader !== 'internal')
      throw problem('stewards-only', { detail: 'This server serves the public view; this is shown to stewards only' })
  }
}

/** For `preValidation` of PATCH and DELETE: without If-Match nothing is said of the version that was seen (428). */
export const needsIfMatch: preValidationHookHandler = (request, _reply, done) => {
  if (request.headers['if-match'] !== undefined) return done()
  done(
    problem('precondition-required', {
      detail: 'State the ETag that you saw as If-Match',
      errors: [{ path: 'header.if-match', message: 'is required' }],
    }),
  )
}

/**
 * The version to be asked of the door, from If-Match and the stored version. `*` means any. Throws 412 where no tag
 * of the list is the stored one; a weak tag never is (RFC 9110).
 */
export function versionFrom(request: FastifyRequest, stored: number): number | undefined {
  const tags = (request.headers['if-match'] ?? '').split(',').map((tag) => tag.trim())
  if (tags.includes('*')) return undefined
  if (tags.includes(`"${stored}"`)) return stored
  throw problem('precondition-failed', {
    detail: `The stored version is "${stored}"`,
    errors: [{ path: 'header.if-match', message: 'names another version', allowed: [`"${stored}"`] }],
  })
}
