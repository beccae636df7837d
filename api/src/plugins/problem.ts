/** The one error that routes throw: a problem of the contract (RFC 9457), ready to be sent. */
import { type ProblemCode, problemTypes } from '@kommunalgraph/contract/problems.ts'

export interface FieldError {
  /** Field, e.g. `query.asOf` or `body.changes[3].values.name`. */
  path: string
  message: string
  /** Allowed values, where they can be listed. */
  allowed?: string[]
  /** Rule of the ontology that refused it, e.g. `R13`. */
  rule?: string
}

export interface ProblemOptions {
  /** What exactly happened, in English, for developers; never a search text or a name. */
  detail: string
  errors?: FieldError[]
  /** Further headers, e.g. Allow. */
  headers?: Record<string, string>
  cause?: unknown
}

/** Thrown by routes; `plugins/problem-details.ts` sends it. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly errors: FieldError[] | undefined
  readonly headers: Record<string, string>
  readonly statusCode: number
  constructor(code: ProblemCode, { detail, errors, headers = {}, cause }: ProblemOptions) {
    super(detail, { cause })
    this.name = 'ProblemError'
    this.code = code
    this.errors = errors
    this.headers = headers
    this.statusCode = problemTypes[code].status
  }
}

/** `throw problem('not-found', {detail: 'No entity ini:…'})`. */
export function problem(code: ProblemCode, options: ProblemOptions): ProblemError {
  return new ProblemError(code, options)
}
