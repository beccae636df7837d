/** From zod's issues to the fields that a problem names: path, message, allowed values. */
import type { FastifyRequest } from 'fastify'
import { RequestValidationError } from 'fastify-zod-openapi'
import { z } from 'zod'
import type { FieldError } from './problem.ts'

type Issue = z.core.$ZodIssue

interface ValidationFailure extends Error {
  validation: RequestValidationError[]
  validationContext?: string
}

const places: Record<string, string> = { querystring: 'query', params: 'path', body: 'body', headers: 'header' }

/** Whether this is a request that did not fit its schema. */
export function isValidation(error: Error): error is ValidationFailure {
  return (
    'validation' in error &&
    Array.isArray(error.validation) &&
    error.validation.every((one) => one instanceof RequestValidationError)
  )
}

/** At most this many fields are named; a file of 100,000 wrong rows must not become an answer of 100,000 errors. */
const most = 100

/** One entry per wrong field. */
export function fieldErrors(error: ValidationFailure, request: FastifyRequest): FieldError[] {
  const context = error.validationContext ?? 'body'
  const place = places[context] ?? context
  const names = context === 'querystring' ? namesOf(request.routeOptions.schema?.querystring) : undefined
  return error.validation.flatMap(({ params }) => fromIssue(params.issue, place, names)).slice(0, most)
}

function fromIssue(issue: Issue, place: string, names?: string[]): FieldError[] {
  // A parameter is one field, however many values it was given.
  const path = pathOf(place, place === 'query' ? issue.path.slice(0, 1) : issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, most).map((key) => ({
        path: pathOf(path, [key.slice(0, 100)]),
        message: 'is not known here',
        ...(names && { allowed: names }),
      }))
    case 'invalid_value':
      return [{ path, message: 'is not one of the allowed values', allowed: issue.values.map(String) }]
    case 'invalid_union':
      return [fromUnion(issue, path, place)]
    case 'custom': {
      const allowed: unknown = issue.params?.allowed
      return [{ path, message: issue.message, ...(Array.isArray(allowed) && { allowed: allowed.map(String) }) }]
    }
    default:
      return [{ path, message: issue.message }]
  }
}

/** Of the alternatives, the one that says most: a list of allowed values, else the first complaint. */
function fromUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: string, place: string): FieldError {
  const alternatives = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => fromIssue({ ...inner, path: [...issue.path, ...inner.path] } as Issue, place)),
  )
  const discriminator =
    'discriminator' in issue && typeof issue.discriminator === 'string' ? issue.discriminator : undefined
  return (
    alternatives.find(({ allowed }) => allowed) ??
    alternatives.find(({ message }) => !message.startsWith('Invalid input: expected')) ??
    alternatives[0] ?? { path: discriminator ? pathOf(path, [discriminator]) : path, message: issue.message }
  )
}

function pathOf(start: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}.${String(step)}`),
    start,
  )
}

/** Names of the parameters that a route takes. */
function namesOf(schema: unknown): string[] | undefined {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).sort() : undefined
}
