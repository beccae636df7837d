/**
 * From a request to what every reading query needs: the day, what this reader may see, which tenants.
 * Every read route takes `asOf` and `tenant` by spreading `readingParameters` into its query schema.
 */
import { today } from '@kommunalgraph/contract/days.ts'
import { type Code, codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { z } from 'zod'
import { type Person, readerOf } from './accounts/person.ts'
import type { Reader } from './config.ts'
import type { Deps } from './deps.ts'
import type { Graph } from './graph/run.ts'
import { problem } from './plugins/problem.ts'

/** Parameters of every reading query; spread into `graph.read(name, {...reading, …})`. */
export interface Reading extends Record<string, unknown> {
  /** ISO day asked about. */
  asOf: string
  visibilities: readonly Code<'visibility'>[]
  /** Tenants asked for, and always `shared`. */
  tenants: readonly string[]
  /** Id of the municipality asked about: the first tenant given, else the home municipality. */
  home: string
}

const Ars = z.string().regex(/^\d{12}$/, 'must be an ARS of 12 digits')

/** A query parameter with several values: repeated, or separated by commas. At most 50. */
export const several = <S extends z.ZodType>(value: S) =>
  z.preprocess(
    (given) => (given === undefined ? undefined : [given].flat().flatMap(splitList)),
    z.array(value).min(1).max(50).optional(),
  )

const splitList = (given: unknown): unknown[] =>
  typeof given === 'string' ? given.split(',').map((one) => one.trim()) : [given]

/** The two query parameters of every read route, for its strict zod object. */
export const readingParameters = {
  asOf: z.iso.date().optional().meta({ description: 'Day asked about (ISO). Default: today.', example: '2026-11-01' }),
  tenant: several(Ars).meta({
    description: 'ARS of the municipality, repeatable. Default: the home municipality.',
    example: ['990000000000'],
  }),
}

/** Throws a 400 problem that names the known tenants if one is unknown. */
export async function readingOf(
  asked: { asOf?: string; tenant?: string[] },
  { graph, config }: Pick<Deps, 'graph' | 'config'>,
  { person }: { person: Person },
): Promise<Reading> {
  const asOf = asked.asOf ?? today()
  const wanted = asked.tenant ? [...new Set(asked.tenant)] : [config.home]
  const reader = readerOf(person)
  const visibilities = reader === 'internal' ? codes('visibility') : (['public'] as const)
  const known = knownTo(graph, reader)
  if (wanted.some((tenant) => tenant !== config.home && !known.has(tenant))) {
    for (const { tenant } of await graph.read<{ tenant: string }>('queries/tenant_codes', { visibilities }))
      known.add(tenant)
    const index = wanted.findIndex((tenant) => tenant !== config.home && !known.has(tenant))
    if (index >= 0) {
      throw problem('invalid-request', {
        detail: `Unknown tenant ${wanted[index]}`,
        errors: [
          {
            path: 'query.tenant',
            message: 'unknown municipality',
            allowed: [...new Set([config.home, ...known])].sort(),
          },
        ],
      })
    }
  }
  return { asOf, visibilities, tenants: [...wanted, 'shared'], home: `org:ars:${wanted[0]}` }
}

/**
 * Tenants seen in the database, by who may see them: what one reader found out tells another nothing. They are few and only
 * grow while a process lives; a removed one just answers empty.
 */
const knownTenants = new WeakMap<Graph, Record<Reader, Set<string>>>()

function knownTo(graph: Graph, reader: Reader): Set<string> {
  const known = knownTenants.get(graph) ?? { public: new Set<string>(), internal: new Set<string>() }
  knownTenants.set(graph, known)
  return known[reader]
}
