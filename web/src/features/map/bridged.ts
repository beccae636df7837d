/** What a map shows when types are hidden and bridged: a line over what is hidden counts like any other line. Pure. */
import type { MapEdge, MapNode } from '@kommunalgraph/contract/answers.ts'
import { entityTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { bridges, type Implied } from '../../graph/bridge.ts'
import { type Filter, visible } from './filter.ts'

export interface Shown {
  nodes: MapNode[]
  edges: MapEdge[]
  implied: readonly Implied[]
  /** How many are hidden because their type is bridged. */
  bridged: number
  /** Of these, those over which no line stands because there would be too many. */
  crowded: readonly MapNode[]
}

const noLines: Pick<Shown, 'implied' | 'bridged' | 'crowded'> = { implied: [], bridged: 0, crowded: [] }

/**
 * `bridge`: types that are hidden, with a dotted line for each way over them. Lines go along `over.relations` (absent = all);
 * the focus is never hidden. Around a focus and for a list, what only a dotted line joins stays too. `these`: nothing else is shown.
 */
export function shownWith(nodes: readonly MapNode[], edges: readonly MapEdge[], filter: Filter & { these?: readonly string[] | undefined }, bridge: readonly string[] | undefined, over: Pick<Filter, 'relations'>, focus?: string): Shown {
  if (!bridge?.length) return amongThese({ ...visible(nodes, edges, filter, focus), ...noLines }, filter.these)
  const types = (filter.types ?? entityTypes).filter((type) => !bridge.includes(type))
  const beside = visible(nodes, edges, { ...filter, types }, focus)
  const candidates = visible(nodes, edges, { ...filter, types, relations: undefined, only: undefined }, focus).nodes
  const hidden = visible(nodes, edges, { ...filter, types: bridge, relations: undefined, only: undefined }).nodes.filter(({ id }) => id !== focus)
  const along = over.relations ? edges.filter(({ type }) => over.relations?.includes(type)) : edges
  const { implied: all, crowded } = bridges(new Set(candidates.map(({ id }) => id)), hidden, along)
  const { only } = filter
  const implied = only ? all.filter(({ from, to }) => only.has(from) || only.has(to)) : all
  const kept = new Set([...beside.nodes.map(({ id }) => id), ...implied.flatMap(({ from, to }) => [from, to])])
  return amongThese({ nodes: candidates.filter(({ id }) => kept.has(id)), edges: beside.edges, implied, bridged: hidden.length, crowded }, filter.these)
}

/** Only what the reader picked out, if anything, and the lines between. */
function amongThese(shown: Shown, these: readonly string[] | undefined): Shown {
  if (!these) return shown
  const wanted = new Set(these)
  const between = ({ from, to }: { from: string; to: string }) => wanted.has(from) && wanted.has(to)
  return { ...shown, nodes: shown.nodes.filter(({ id }) => wanted.has(id)), edges: shown.edges.filter(between), implied: shown.implied.filter(between) }
}
