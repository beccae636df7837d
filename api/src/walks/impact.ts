/**
 * Impact: from the rows of queries/impact_* to the answer. The database lists who is reached and the needs among
 * them; which chain explains a hit is decided here, because asking for paths would cost one search per hit.
 * Pure.
 */
import type { Impact, ImpactEnd } from '@kommunalgraph/contract/answers.ts'
import { OPEN_END } from '@kommunalgraph/contract/ontology/common.ts'
import { codes, type RelationType } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'

export type Direction = Impact['direction']

/** One need between two entities of the answer: `from` needs `to`. */
export interface Need {
  factId: string
  relation: RelationType
  from: string
  to: string
  criticality: string | null
  fallback: boolean | null
  contractUntil: string | null
  validUntil: string
  sourceIds: string[]
}

export interface ListedHit {
  entity: EntityRef
  tenant: string
  /** Steps from the start, 1 and up. */
  depth: number
  owners: EntityRef[]
  /** What ends at the entity itself, and its contracts with others. */
  endOfLife: string | null
  contractUntil: string | null
  validUntil: string
  contracts: { factId: string; relation: RelationType; until: string; with: EntityRef }[]
}

/** A row of queries/impact_dependents or queries/impact_dependencies. */
export interface ImpactRow {
  start: EntityRef & { tenant: string }
  hits: ListedHit[]
  edges: Need[]
  more: boolean
}

/** A row of queries/impact_*_count. */
export interface DepthCount {
  depth: number
  type: EntityRef['type']
  count: number
}

/** A hit with the facts of its chain, from the hit to the start. */
export type ExplainedHit = Omit<Impact['hits'][number], 'spheres'> & { tenant: string; needs: Need[] }

/** Weakest first. A need that says nothing of its criticality weakens nothing. */
const strengths: readonly string[] = [...codes('criticality')].reverse()
const strengthOf = (criticality: string | null) =>
  criticality === null ? strengths.length : strengths.indexOf(criticality)

/** Whether a failure passes along this need: what is of low criticality or has a fallback holds it (as in question T01). */
const passesOn = ({ criticality, fallback }: Need) => criticality !== 'low' && fallback !== true

interface Chain {
  needs: Need[]
  strength: number
  fallback: boolean
  passes: boolean
}

/** Where a walk in this direction comes from and goes to along one need. */
const stepOf = (direction: Direction, need: Need) =>
  direction === 'dependents' ? { nearer: need.to, further: need.from } : { nearer: need.from, further: need.to }

/**
 * Every hit with the chain that explains it: of its shortest chains one that a failure really passes along, if there is
 * one, else the strongest; ties by the id of the fact, so that the answer is always the same.
 */
export function explain(row: ImpactRow, direction: Direction, asOf: string): ExplainedHit[] {
  const entities = new Map<string, EntityRef>(row.hits.map(({ entity }) => [entity.id, entity]))
  const { id, type, name } = row.start
  entities.set(id, { id, type, name })
  const depths = new Map<string, number>(row.hits.map(({ entity, depth }) => [entity.id, depth]))
  depths.set(id, 0)
  const into = groupBy(row.edges, (need) => stepOf(direction, need).further)
  const chains = new Map<string, Chain>([
    [id, { needs: [], strength: strengths.length, fallback: false, passes: true }],
  ])
  return row.hits.map((listed) => {
    const { entity, tenant, depth, owners } = listed
    let best: Chain | undefined
    for (const need of into.get(entity.id) ?? []) {
      const { nearer } = stepOf(direction, need)
      const rest = chains.get(nearer)
      if (rest === undefined || depths.get(nearer) !== depth - 1) continue
      const chain = {
        needs: [need, ...rest.needs],
        strength: Math.min(strengthOf(need.criticality), rest.strength),
        fallback: need.fallback === true || rest.fallback,
        passes: passesOn(need) && rest.passes,
      }
      if (best === undefined || isBetter(chain, best)) best = chain
    }
    const chain = best ?? { needs: [], strength: strengths.length, fallback: false, passes: false }
    chains.set(entity.id, chain)
    const criticality = strengths[chain.strength]
    const links = chain.needs.map((need) => ({
      entity: entities.get(stepOf(direction, need).nearer) ?? { id, type, name },
      relation: need.relation,
      factId: need.factId,
    }))
    return {
      entity,
      tenant,
      depth,
      needs: chain.needs,
      chain: links,
      ends: endsOf(listed, chain.needs[0], links[0]?.entity, direction, asOf),
      ...(criticality !== undefined && { criticality }),
      fallback: chain.fallback,
      owners,
    }
  })
}

/** Everything dated that ends at a hit: it itself, its contracts, and the relation by which it is reached; earliest first. */
function endsOf(
  { endOfLife, contractUntil, validUntil, contracts }: ListedHit,
  need: Need | undefined,
  other: EntityRef | undefined,
  direction: Direction,
  asOf: string,
): ImpactEnd[] {
  const end = (date: string | null, property: string, tie: Pick<ImpactEnd, 'relation' | 'direction' | 'with'> = {}) =>
    date === null || date === OPEN_END ? [] : [{ date, property, ...tie, over: date <= asOf }]
  const reached = need && other && { relation: need.relation, direction: direction === 'dependents' ? ('out' as const) : ('in' as const), with: other }
  return [
    ...end(endOfLife, 'endOfLife'),
    ...end(contractUntil, 'contractUntil'),
    ...end(validUntil, 'validUntil'),
    ...contracts.flatMap(({ relation, until, with: partner }) => end(until, 'contractUntil', { relation, direction: 'out', with: partner })),
    ...(reached && !contracts.some(({ factId }) => factId === need.factId) ? end(need.contractUntil, 'contractUntil', reached) : []),
    ...(reached ? end(need.validUntil, 'validUntil', reached) : []),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/** Hits come nearest first and, within a depth, in the order of their facts, so only a really better chain replaces one. */
function isBetter(chain: Chain, than: Chain): boolean {
  if (chain.passes !== than.passes) return chain.passes
  if (chain.fallback !== than.fallback) return than.fallback
  return chain.strength > than.strength
}

/** How many of the hits a failure really reaches: along needs that are neither of low criticality nor have a fallback. */
export function reallyHit(row: ImpactRow, direction: Direction): number {
  const out = groupBy(row.edges.filter(passesOn), (need) => stepOf(direction, need).nearer)
  const reached = new Set([row.start.id])
  for (const id of reached) {
    for (const need of out.get(id) ?? []) reached.add(stepOf(direction, need).further)
  }
  return reached.size - 1
}

/** How many of which type in how many steps, counted from a list that is complete. */
export function countsOf(hits: readonly ListedHit[]): DepthCount[] {
  const counts = new Map<string, DepthCount>()
  for (const { entity, depth } of hits) {
    const key = `${depth} ${entity.type}`
    const known = counts.get(key)
    if (known) known.count += 1
    else counts.set(key, { depth, type: entity.type, count: 1 })
  }
  return [...counts.values()]
}

/** Sums over one side of the counts. */
export function sumBy<K>(counts: readonly DepthCount[], key: (count: DepthCount) => K): Map<K, number> {
  const sums = new Map<K, number>()
  for (const count of counts) sums.set(key(count), (sums.get(key(count)) ?? 0) + count.count)
  return sums
}

/** `[{depth, count}]`, nearest first. */
export const byDepth = (counts: readonly DepthCount[]): Impact['byDepth'] =>
  [...sumBy(counts, ({ depth }) => depth)].map(([depth, count]) => ({ depth, count })).sort((a, b) => a.depth - b.depth)

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
