import type { Problem } from '@kommunalgraph/contract/answers.ts'
import type { ProblemCode } from '@kommunalgraph/contract/problems.ts'

/** Any answer that is not a success, with the sentence that the web view shows. Status 0 = no connection. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem | undefined

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `HTTP ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
  }

  /** The server or its database is away for now; asking again later makes sense. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 503 || this.status === 502 || this.status === 504
  }
}

export type Parameters = Record<string, string | number | boolean | readonly string[] | undefined>

/** `/api/v1` + path + query; lists are repeated parameters. */
export function apiUrl(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(key, String(one))
  }
  const text = query.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function request<Answer>(url: string, init: RequestInit): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, undefined)
  }
  if (response.ok) return (await response.json()) as Answer
  let problem: Problem | undefined
  if (response.headers.get('content-type')?.includes('json')) {
    problem = (await response.json().catch(() => undefined)) as Problem | undefined
  }
  throw new ApiError(response.status, problem)
}

/** Pauses before a write is sent again whose answer was lost, in milliseconds. */
const pauses = [500, 1_500]

/**
 * A write, under a key by which the server knows it again: where the connection, a proxy or the database goes away before the
 * answer is here, it is sent again and still happens once.
 */
async function write<Answer>(url: string, init: RequestInit): Promise<Answer> {
  const sent = { ...init, headers: { ...init.headers, 'idempotency-key': newKey() } }
  for (const pause of pauses) {
    try {
      return await request<Answer>(url, sent)
    } catch (error) {
      if (!(error instanceof ApiError) || !lost(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return request<Answer>(url, sent)
}

/** Nobody knows whether it was done, or the first one is still being worked on. */
function lost({ status, problem }: ApiError): boolean {
  if (status === 0 || status === 502 || status === 504) return true
  // Their codes alone: the page does not load all the words of the API for this.
  const codes: readonly ProblemCode[] = ['database-unavailable', 'still-running']
  return codes.some((code) => problem?.type.endsWith(`:${code}`))
}

/** `crypto.randomUUID` is only there over TLS and on this machine. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** GET with a typed answer; throws ApiError. */
export function get<Answer>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(apiUrl(path, parameters), { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) })
}

/** A write with a JSON body. `version`: only if this is still the stored one. */
function json<Answer>(method: string, path: string, body: unknown, version?: number): Promise<Answer> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...(version === undefined ? {} : { 'if-match': `"${version}"` }) }
  return write<Answer>(apiUrl(path), { method, headers, body: JSON.stringify(body) })
}

/** POST of a JSON body; throws ApiError. */
export const post = <Answer>(path: string, body: unknown): Promise<Answer> => json('POST', path, body)

/** PUT of a JSON body; throws ApiError. */
export const put = <Answer>(path: string, body: unknown): Promise<Answer> => json('PUT', path, body)

/** PATCH of a JSON body, to the version that was seen where the thing has versions; throws ApiError (412 where it is another one by now). */
export const patch = <Answer>(path: string, body: unknown, version?: number): Promise<Answer> => json('PATCH', path, body, version)

/** DELETE; throws ApiError. `version`: only if this is still the stored one. */
export function del<Answer>(path: string, parameters?: Parameters, version?: number): Promise<Answer> {
  const headers = { accept: 'application/json', ...(version === undefined ? {} : { 'if-match': `"${version}"` }) }
  return write<Answer>(apiUrl(path, parameters), { method: 'DELETE', headers })
}

/** POST of a form with a file; throws ApiError. `url` is complete. */
export function sendForm<Answer>(url: string, form: FormData): Promise<Answer> {
  return write<Answer>(url, { method: 'POST', headers: { accept: 'application/json' }, body: form })
}
