/** One hook per answer of the API. The key holds everything that changes the answer, so the cache never mixes two. */
import type {
  GapAnswer,
  GapsAnswer,
  Impact,
  ImpactMap,
  Neighbourhood,
  Ownership,
  Paths,
  Portfolio,
  Positions,
  QuestionAnswer,
  QuestionCatalogue,
  SearchAnswer,
  SourcesAnswer,
  TenantsAnswer,
  WholeMap,
} from '@kommunalgraph/contract/answers.ts'
import type { HistoryAnswer } from '@kommunalgraph/contract/changes.ts'
import type { EntityList, EntityPage, RelationList } from '@kommunalgraph/contract/entities.ts'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { ListSearch } from '../url-state.ts'
import { get, type Parameters } from './client.ts'

/** Whose data on which day: goes into every read. */
export interface Scope {
  tenant?: string | undefined
  asOf?: string | undefined
}

function read<Answer>(path: string, parameters: Parameters = {}) {
  return queryOptions({
    queryKey: [path, parameters],
    queryFn: ({ signal }) => get<Answer>(path, parameters, signal),
  })
}

const of = (id: string) => `/entities/${encodeURIComponent(id)}`

export const tenantsQuery = () => read<TenantsAnswer>('/tenants')
export const gapsQuery = (scope: Scope) => read<GapsAnswer>('/gaps', { ...scope })
export const gapQuery = (kind: string, scope: Scope) => read<GapAnswer>(`/gaps/${encodeURIComponent(kind)}`, { ...scope, limit: 200 })
export const entityQuery = (id: string, scope: Scope) => read<EntityPage>(of(id), { ...scope })
export const ownershipQuery = (id: string, scope: Scope) => read<Ownership>(`${of(id)}/ownership`, { ...scope })
export const entitiesQuery = (filter: Parameters, scope: Scope) => read<EntityList>('/entities', { ...scope, ...filter })
export const positionsQuery = (scope: Scope) => read<Positions>('/map/positions', { ...scope })
export const questionsQuery = () => read<QuestionCatalogue>('/questions')
export const questionQuery = (code: string, parameters: Parameters, scope: Scope) =>
  read<QuestionAnswer>(`/questions/${encodeURIComponent(code)}`, { ...scope, ...parameters })
/** Sources as they are cited; at most 50 ids. */
export const sourcesQuery = (ids: readonly string[], scope: Scope) => read<SourcesAnswer>('/sources', { ...scope, ids: [...ids].sort() })
export const portfolioQuery = (scope: Scope) => read<Portfolio>('/portfolio', { ...scope })
export const pathsQuery = (from: string, to: string, scope: Scope) => read<Paths>('/paths', { ...scope, from, to })

/** Neighbours of one entity; `depth` 1 to 3, at most 500 nodes. */
export const neighbourhoodQuery = (id: string, depth: number, scope: Scope, limit?: number) =>
  read<Neighbourhood>(`${of(id)}/neighbourhood`, { ...scope, depth, limit })

/** What falls if the entity stops (`dependents`) or what it needs (`dependencies`). */
export const impactQuery = (id: string, direction: Impact['direction'], scope: Scope) =>
  read<Impact>(`${of(id)}/impact`, { ...scope, direction })

/** The same set as nodes and the needs among them. */
export const impactMapQuery = (id: string, direction: Impact['direction'], scope: Scope) =>
  read<ImpactMap>(`${of(id)}/impact/map`, { ...scope, direction })

/** Search as you type: the previous hits stay while the next ones load. */
export function useSearch(text: string, scope: Scope, types?: readonly string[]) {
  return useQuery({
    ...read<SearchAnswer>('/search', { ...scope, q: text.trim(), types, limit: 12 }),
    enabled: text.trim().length > 0,
    placeholderData: keepPreviousData,
  })
}

/** The rest of a long relation list, page by page. */
export const relationsQuery = (id: string, relation: string, direction: 'out' | 'in', scope: Scope) =>
  read<RelationList>(`${of(id)}/relations`, { ...scope, type: relation, direction, limit: 200 })

/** Everything that belongs on the map with its places; beyond 5,000 entries in bubbles, of which these are open. */
export const wholeMapQuery = (scope: Scope, open?: readonly string[]) => read<WholeMap>('/map', { ...scope, open })

/** Most entries of a list that a map takes. */
const mostListed = 2_000

/** Ids of all entries of a list, page by page. */
export const listIdsQuery = (filter: ListSearch, scope: Scope) =>
  queryOptions({
    queryKey: ['/entities', 'ids', filter, scope],
    queryFn: async ({ signal }) => {
      const ids: string[] = []
      for (let cursor: string | undefined; ids.length < mostListed; ) {
        const page = await get<EntityList>('/entities', { ...filter, ...scope, limit: 200, cursor }, signal)
        ids.push(...page.items.map(({ id }) => id))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      return ids
    },
  })

/** What happened to one entity and its relations, newest first. */
export const historyQuery = (id: string) => read<HistoryAnswer>(`${of(id)}/history`)
