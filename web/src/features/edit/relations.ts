import type { RelationItem, RelationList } from '@kommunalgraph/contract/entities.ts'
import { get } from '../../api/client.ts'

/** Relations changed in one step; who has more does it twice. */
export const MOST = 1_000

/** Every page of one kind of relation of one entity, up to the most that is changed in one step. */
export async function relationsOf(id: string, type: string, direction: 'in' | 'out', tenant: string | undefined): Promise<RelationItem[]> {
  const items: RelationItem[] = []
  let cursor: string | undefined
  do {
    const page: RelationList = await get<RelationList>(`/entities/${encodeURIComponent(id)}/relations`, { tenant, type, direction, limit: 200, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && items.length < MOST)
  return items
}
