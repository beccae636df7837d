/** Under which version somebody writes: checked before a body is read. */
import type { FastifyRequest, preValidationHookHandler } from 'fastify'
import { problem } from '../plugins/problem.ts'

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
