/**
 * Every error leaves the API as a problem (RFC 9457): fields with their paths and allowed values for whoever wrote
 * the request, one sentence in German and English for whoever sits in front of it.
 */

import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { problemTypes, problemUri } from '@kommunalgraph/contract/problems.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../deps.ts'
import { GraphError } from '../graph/errors.ts'
import { fieldErrors, isValidation } from './field-errors.ts'
import { type FieldError, ProblemError, problem } from './problem.ts'

/** Sends a problem; also for hooks that answer themselves. */
export function sendProblem(reply: FastifyReply, error: ProblemError): FastifyReply {
  const { status, title, next } = problemTypes[error.code]
  const fields = error.errors?.map(({ path }) => path).join(', ')
  const about = fields ? ` (${fields.length > 200 ? `${fields.slice(0, 200)} …` : fields})` : ''
  const body: Problem = {
    type: problemUri(error.code),
    title: title.en,
    status,
    detail: error.message,
    instance: String(reply.request.id),
    sentence: { de: `${title.de}${about}. ${next.de}`, en: `${title.en}${about}. ${next.en}` },
    ...(error.errors && { errors: error.errors }),
  }
  return reply
    .code(status)
    .headers(error.headers)
    .header('cache-control', 'no-store')
    .header('x-request-id', reply.request.id)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(body)
}

/** Sets error and not-found handler; must come before the routes. */
export function answerProblems(app: App): void {
  const allowed = collectMethods(app)
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = asProblem(error, request)
    if (known.code === 'internal') request.log.error({ err: error }, 'defect')
    // Whoever is gone ended the work; that is no trouble of the server.
    else if (known.statusCode >= 500 && !reply.raw.destroyed)
      request.log.warn({ route: request.routeOptions.url, problem: known.code, reason: known.message }, 'problem')
    return sendProblem(reply, known)
  })
  app.setNotFoundHandler((request, reply) => {
    const methods = allowed(request.url.split('?', 1)[0] ?? '')
    if (methods.length === 0) return sendProblem(reply, problem('not-found', { detail: 'No such route' }))
    const allow = methods.join(', ')
    const options = { detail: `${request.method} is not one of ${allow}`, headers: { allow } }
    return sendProblem(reply, problem('method-not-allowed', options))
  })
}

/** Which methods a path knows; 405 instead of 404 where another one exists. */
function collectMethods(app: App): (path: string) => string[] {
  const routes = new Map<string, { matches: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.startsWith('/api/')) return
    const pattern = url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:[A-Za-z]+/g, '[^/]+')
      .replace(/\*/g, '.*')
    const route = routes.get(url) ?? { matches: new RegExp(`^${pattern}$`), methods: new Set<string>() }
    for (const one of [method].flat()) route.methods.add(one)
    routes.set(url, route)
  })
  return (path) => {
    const found = [...routes.values()]
      .filter(({ matches }) => matches.test(path))
      .flatMap(({ methods }) => [...methods])
    return [...new Set(found)].sort()
  }
}

function asProblem(error: FastifyError | Error, request: FastifyRequest): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof GraphError) return fromGraph(error)
  if (isValidation(error)) {
    const errors = fieldErrors(error, request)
    return problem('invalid-request', {
      detail: errors.map(({ path, message }) => `${path}: ${message}`).join('; '),
      errors,
    })
  }
  return fromFastify(error)
}

function fromGraph(error: GraphError): ProblemError {
  switch (error.kind) {
    case 'unavailable':
      return problem('database-unavailable', {
        detail: 'Neo4j does not answer',
        headers: { 'retry-after': '2' },
        cause: error,
      })
    case 'too-slow':
      return problem('query-too-slow', {
        detail: 'The query was ended by its time limit',
        headers: { 'retry-after': '5' },
        cause: error,
      })
    case 'no-index':
      return problem('search-unavailable', { detail: 'A full-text index is missing or being built; /ready names it', headers: { 'retry-after': '30' }, cause: error })
    case 'held':
      return problem('writes-held', { detail: error.message, headers: { 'retry-after': '10' }, cause: error })
    case 'too-large':
      return problem('payload-too-large', { detail: 'More than one transaction can hold', cause: error })
    default:
      return problem('internal', { detail: 'A query failed', cause: error })
  }
}

function fromFastify(error: FastifyError | Error): ProblemError {
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>
  // Whoever sent it has hung up: no answer arrives, and nothing here is broken.
  if (code === 'ECONNRESET' && error.message === 'aborted') return problem('invalid-request', { detail: 'The request was cut off', errors: [{ path: 'body', message: 'was cut off' }] })
  if (statusCode === 415) return problem('unsupported-media-type', { detail: 'Send application/json' })
  // The reader of forms throws plain errors for a head that it cannot use.
  if (error.message.startsWith('Multipart: ')) return problem('invalid-request', { detail: error.message, errors: [{ path: 'header.content-type', message: 'is no form that can be read' }] })
  if (statusCode === 413) return problem('payload-too-large', { detail: error.message })
  if (statusCode === 429) return problem('too-many-requests', { detail: error.message })
  if (statusCode < 500) {
    const place = code.startsWith('FST_ERR_CTP') || error instanceof SyntaxError ? 'body' : 'path'
    const errors: FieldError[] = [{ path: place, message: place === 'body' ? 'is not valid JSON' : 'cannot be read' }]
    return problem('invalid-request', { detail: error.message, errors })
  }
  return problem('internal', { detail: 'A defect of the server', cause: error })
}
