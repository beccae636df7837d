/**
 * Generates a graph of municipalities in the product's model: the same size and seed give the same graph.
 * One home municipality (a tenth of the graph, at least 1,500 entities), others of 1,000, shared hubs, and exactly three
 * facts for each entity of a municipality. Degrees are skewed as in reliability figures: median 5, hubs of hundreds.
 */
import type { GeneratedEntity, GeneratedFact } from './draft.ts'
import { type Municipality, municipality } from './municipality.ts'
import { randomOf } from './random.ts'
import { sharedGraph } from './shared.ts'

export interface GeneratedGraph {
  readonly entities: readonly GeneratedEntity[]
  readonly facts: readonly GeneratedFact[]
  readonly tenants: readonly { tenant: string; name: string; homeId: string }[]
  /** The municipality that is asked about. */
  readonly home: { readonly id: string; readonly hub: string }
  /** Depended on by services of every municipality. */
  readonly sharedHub: string
}

const smallest = 1_500

/** ARS of the n-th made-up municipality; the first is the one that a server takes as its home by default. */
export const tenantOf = (number: number): string => `99${String(number * 10_000).padStart(10, '0')}`

/** A graph of `size` entities (at least 2,000). */
export function generateGraph(size: number, seed = 'kommunalgraph'): GeneratedGraph {
  const { shared, publicIds } = sharedPart(size, seed)
  const homeSize = Math.max(smallest, Math.round(size / 10))
  let rest = size - shared.draft.size.entities - homeSize
  if (rest < 0) throw new RangeError('A generated graph has at least 2,000 entities')
  const sizes = [homeSize]
  for (; rest >= 400; rest -= sizes.at(-1) ?? 0) sizes.push(rest >= 1_400 ? 1_000 : rest)
  // Too few for a municipality of their own: the home municipality has them.
  sizes[0] = homeSize + rest
  const municipalities = sizes.map((count, number) =>
    municipality(tenantOf(number), count, shared, randomOf(`${seed}/${number}`), publicIds),
  )
  const [home] = municipalities
  if (home === undefined) throw new RangeError('A graph has a home municipality')
  const drafts = [shared.draft, ...municipalities.map(({ draft }) => draft)]
  return {
    entities: drafts.flatMap(({ entities }) => entities),
    facts: drafts.flatMap(({ facts }) => facts),
    tenants: municipalities.map(({ draft: { tenant }, name, home: homeId }) => ({ tenant, name, homeId })),
    home: { id: home.home, hub: home.hub },
    sharedHub: shared.hub,
  }
}

/** One more municipality for a graph of this size and seed: what an import would bring. */
export function furtherMunicipality(
  graphSize: number,
  number: number,
  entities: number,
  seed = 'kommunalgraph',
): Municipality {
  const { shared, publicIds } = sharedPart(graphSize, seed)
  return municipality(tenantOf(number), entities, shared, randomOf(`${seed}/${number}`), publicIds)
}

function sharedPart(size: number, seed: string) {
  const publicIds = new Set<string>()
  return { shared: sharedGraph(Math.round(size / 100), randomOf(`${seed}/shared`), publicIds), publicIds }
}
