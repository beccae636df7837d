/** What the routes of one thing share: they are one change each, told by their own field names. */
import type { Change, ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import { z } from 'zod'
import { authorOf, limitsOf, type Person } from '../accounts/person.ts'
import type { Deps } from '../deps.ts'
import { ProblemError, problem } from '../plugins/problem.ts'
import { applyChanges } from './apply.ts'

export const reasonField = z.string().trim().min(3).max(2_000).describe('Why, for the log')
export const sourcesField = z
  .array(z.string())
  .max(200)
  .default([])
  .describe('Sources of what is new here and names none itself')
export const valuesField = z
  .record(z.string(), z.unknown())
  .describe('Properties as the ontology names them; null removes')
export const tenantField = z
  .string()
  .regex(/^(\d{12}|shared)$/)
  .optional()
  .describe('Tenant of what is created; default: the home municipality')

export interface Shorthand {
  reason: string
  sourceIds: string[]
  tenant?: string
}

/**
 * Applies one change. Problems name the fields of the short body: `body.changes[0].values.name` → `body.values.name`.
 * Throws ProblemError.
 */
export async function applyOne(
  { graph, config }: Pick<Deps, 'graph' | 'config'>,
  request: { person: Person },
  { reason, sourceIds, tenant }: Shorthand,
  change: Change,
): Promise<ChangesAnswer> {
  const body = { reason, sourceIds, tenant: await knownTenant({ graph, config }, tenant), changes: [change] }
  try {
    return await applyChanges(graph, body, authorOf(request), { missingIs404: true, limits: limitsOf(request) })
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw problem(error.code, {
      detail: error.message.replaceAll('body.changes[0]', 'body'),
      errors: error.errors?.map((one) => ({ ...one, path: one.path.replace(/^body\.changes\[0\]/, 'body') })),
      headers: error.headers,
      cause: error,
    })
  }
}

/** The tenant of what is created: home, or one that is here. A mistyped one is a 422, not a new municipality. */
export async function knownTenant(
  { graph, config }: Pick<Deps, 'graph' | 'config'>,
  tenant: string | undefined,
): Promise<string> {
  if (tenant === undefined || tenant === config.home || tenant === 'shared') return tenant ?? config.home
  const known = (await graph.read<{ tenant: string }>('writes/read_tenants', {})).map((row) => row.tenant)
  if (known.includes(tenant)) return tenant
  throw problem('not-allowed', {
    detail: `Unknown tenant ${tenant}`,
    errors: [
      {
        path: 'body.tenant',
        message: 'unknown municipality',
        allowed: [...new Set([config.home, ...known, 'shared'])].sort(),
      },
    ],
  })
}
