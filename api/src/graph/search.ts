/** Search over everything this reader may see. */
import type { SearchHit } from '@kommunalgraph/contract/answers.ts'
import { type EntityType, keyProperties } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { z } from 'zod'
import type { Reading } from '../reading.ts'
import { luceneQueries, type SearchQueries } from './lucene.ts'
import { type FoundEntry, rank } from './ranking.ts'
import type { Graph } from './run.ts'

/** Longest text searched for; more is cut, and the answer says so. */
export const longestSearch = 200

/** How many hits of each index are looked at; the next size is tried if the reader may see too few of them. */
const fetches = [150, 1_500, 15_000]

export interface SearchResult {
  items: z.infer<typeof SearchHit>[]
  truncated: boolean
}

/** With fewer hits than this the text may have been mistyped. */
const few = 5

/**
 * The best `limit` hits. Filtering by reader, day and tenant happens behind the indexes, so more is fetched than
 * shown, until enough is visible or nothing is left: how much was hidden shows neither in the hits nor in `truncated`.
 */
export async function search(
  graph: Graph,
  reading: Reading,
  text: string,
  types: readonly EntityType[],
  limit: number,
): Promise<SearchResult> {
  const asTyped = luceneQueries(text, false)
  const mistyped = luceneQueries(text, true)
  if (!asTyped || !mistyped) return { items: [], truncated: false }
  const find = (queries: SearchQueries) =>
    findVisible(graph, { ...reading, ...queries, exactId: text.toLowerCase(), types, keys: keyProperties }, limit)
  const hits = await find(asTyped)
  const all = hits.length < few && mistyped.nameQuery !== asTyped.nameQuery ? await find(mistyped) : hits
  const ranked = rank(text, all)
  return { items: ranked.slice(0, limit), truncated: ranked.length > limit }
}

async function findVisible(graph: Graph, parameters: Record<string, unknown>, limit: number): Promise<FoundEntry[]> {
  let hits: FoundEntry[] = []
  for (const fetch of fetches) {
    const [row] = await graph.read<{ fetched: number; hits: FoundEntry[] }>('queries/search', { ...parameters, fetch })
    hits = row?.hits ?? []
    if (hits.length > limit || (row?.fetched ?? 0) < fetch) break
  }
  return hits
}
