/** Asking the API as any client does: over HTTP, by the addresses that the set-up gave. */
import { inject } from 'vitest'
import { asOf } from './neo4j.ts'

export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** Address of a route: `/api/v1` + path + query; lists are repeated. */
export function address(path: string, query: Query = {}, base = inject('baseUrl')): string {
  const url = new URL(`/api/v1${path}`, base)
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of [value].flat()) url.searchParams.append(name, String(one))
  }
  return url.href
}

/** Sends one request and reads JSON, whatever the status. */
export async function send<Body = unknown>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init)
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as Body,
  }
}

/** Reads as internal, on the tests' day unless `asOf` says otherwise. */
export async function get<Body = unknown>(path: string, query: Query = {}): Promise<Answer<Body>> {
  return send<Body>(address(path, { asOf, ...query }))
}

/** The same as public readers get it. */
export async function getPublic<Body = unknown>(path: string, query: Query = {}): Promise<Answer<Body>> {
  return send<Body>(address(path, { asOf, ...query }, inject('publicUrl')))
}

/** Sends JSON. */
export async function post<Body = unknown>(
  path: string,
  body: unknown,
  base = inject('baseUrl'),
): Promise<Answer<Body>> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return send<Body>(address(path, {}, base), init)
}

/** `{id}` as part of a path. */
export const of = (id: string) => `/entities/${encodeURIComponent(id)}`
