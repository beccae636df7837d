/**
 * Opaque cursors. A cursor carries where the page before ended and a mark of the request it belongs to:
 * with other filters, sort or day it is refused instead of silently skipping or repeating entries.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { problem } from './plugins/problem.ts'

const Content = z.tuple([z.string(), z.string(), z.string()])

export interface Position {
  /** What the last entry was sorted by. */
  key: string
  /** Its id. */
  id: string
}

/** Before the first entry. */
export const start: Position = { key: '', id: '' }

const markOf = (request: unknown) =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 12)

/** A cursor behind this entry; `request` is everything that decides the order and choice of entries. */
export function writeCursor({ key, id }: Position, request: unknown): string {
  return Buffer.from(JSON.stringify([markOf(request), key, id])).toString('base64url')
}

/** Where to go on. Throws a 400 problem if the cursor is broken or belongs to another request. */
export function readCursor(cursor: string | undefined, request: unknown): Position | undefined {
  if (cursor === undefined) return undefined
  const refuse = (message: string) =>
    problem('invalid-request', { detail: `The cursor ${message}`, errors: [{ path: 'query.cursor', message }] })
  const content = Content.safeParse(parse(cursor))
  if (!content.success) throw refuse('is not one that this API gave')
  const [mark, key, id] = content.data
  if (mark !== markOf(request)) throw refuse('belongs to another list: use it with the same filters, sort and day')
  return { key, id }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
