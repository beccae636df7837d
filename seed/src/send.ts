/** The few requests that the seed needs, over HTTP. */
import type { ChangesAnswer, ChangesBody } from '@kommunalgraph/contract/changes.ts'
import { tokenHeader } from './token.ts'

/** Why nothing was written, as the problem says it. */
export interface Refusal {
  detail: string
  errors: { path: string; message: string; allowed?: string[] }[]
}

interface TenantRow {
  tenant: string
  name: string
  demo: boolean
  entities: number
}

interface Problem {
  detail?: string
  errors?: Refusal['errors']
}

export class Door {
  readonly #base: string

  constructor(url: string) {
    this.#base = `${url.replace(/\/+$/, '')}/api/v1`
  }

  async tenants(): Promise<TenantRow[]> {
    const { status, body } = await this.#send<{ tenants: TenantRow[] }>('GET', '/tenants')
    if (status !== 200) throw new Error(`The server answers ${status}: ${body.detail ?? ''}`)
    return body.tenants
  }

  async putTenant(
    tenant: string,
    municipality: { name: string; homeId: string; fictional: boolean; demo: boolean },
  ): Promise<void> {
    const { status, body } = await this.#send('PUT', `/tenants/${tenant}`, municipality)
    if (status !== 200) throw new Error(`The server answers ${status}: ${body.detail ?? ''}`)
  }

  /** What was done, or why nothing was. */
  async changes(changes: ChangesBody, dryRun: boolean): Promise<ChangesAnswer | Refusal> {
    const { status, body } = await this.#send<ChangesAnswer>('POST', `/changes?dryRun=${dryRun}`, changes)
    if (status === 200) return body
    return { detail: body.detail ?? `The server answers ${status}`, errors: body.errors ?? [] }
  }

  /** Undefined if it is gone. */
  async removeDemo(tenant: string, confirm: string): Promise<Refusal | undefined> {
    const { status, body } = await this.#send('POST', `/tenants/${tenant}/remove-demo`, { confirm })
    return status === 200
      ? undefined
      : { detail: body.detail ?? `The server answers ${status}`, errors: body.errors ?? [] }
  }

  async #send<Body = object>(
    method: string,
    path: string,
    sent?: unknown,
  ): Promise<{ status: number; body: Body & Problem }> {
    let response: Response
    try {
      response = await fetch(this.#base + path, {
        method,
        headers: { ...tokenHeader(), ...(sent !== undefined && { 'content-type': 'application/json' }) },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      })
    } catch (error) {
      throw new Error(`No server answers at ${this.#base}. Start it with "npm start", or name another one in KG_URL.`, {
        cause: error,
      })
    }
    // The server's answers are checked by its own schemas; here only their shape is named.
    return { status: response.status, body: (await response.json()) as Body & Problem }
  }
}
