/**
 * What belongs to one request and reaches the database without going through every function between: which writes its reads must
 * see, and the key under which its own writes happen once. Work that no request waits for has none.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface Scope {
  /** What the reads must see: bookmarks of Neo4j, of this request or of an earlier one of the same client. */
  bookmarks: string[]
  /** Settles when the database has seen them, or did not in time and they are dropped; absent: not asked yet. */
  seen?: Promise<void>
  /** Bookmarks of what this request has written; empty: nothing yet. */
  written: string[]
  /** Under an idempotency key. */
  once?: Once
}

export interface Once {
  /** Hash of the key and of whose it is. */
  readonly key: string
  /** How many writes of this request are stored: the place of the next one among the kept answers. */
  stored: number
}

export const scopes = new AsyncLocalStorage<Scope>()
