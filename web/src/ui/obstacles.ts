/** What stands in the way of undo, out of the fields that the server names. */

import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { entityTypeOfId, relationOfFactId } from '@kommunalgraph/contract/ids.ts'

export interface Obstacle {
  /** Number of the later change in the log; absent where the log does not hold the old value. */
  seq?: number
  /** Entity or fact. */
  id: string
  property?: string
}

/** `later.<seq>.<id>.<property>`; an id may hold dots, a property does not. */
const parts = /^later\.(?:(\d+)\.)?(.+?)(?:\.([A-Za-z]\w*))?$/

/** The obstacles that name a thing, each once; the rest stays with the sentence of the problem. */
export function obstaclesOf(problem: Problem | undefined): Obstacle[] {
  const found = new Map<string, Obstacle>()
  for (const { path } of problem?.errors ?? []) {
    const [, seq, whole = '', last] = parts.exec(path) ?? []
    // Without a property the last part belongs to the id.
    const known = (id: string) => entityTypeOfId(id) !== undefined || relationOfFactId(id) !== undefined
    const id = known(whole) ? whole : `${whole}.${last ?? ''}`
    if (!known(id)) continue
    found.set(path, { id, ...(seq ? { seq: Number(seq) } : {}), ...(id === whole && last ? { property: last } : {}) })
  }
  return [...found.values()]
}
