/**
 * Reads bodies of JSON, and refuses what JSON allows but two readers would understand differently or not at all: a key that
 * stands twice in one object, and nesting that overflows the stack of whoever walks over it.
 */
import type { FastifyError, FastifyRequest } from 'fastify'
import type { App } from '../deps.ts'
import { problem } from './problem.ts'

/** Levels of lists and objects; a change has six. */
const deepest = 64

/** Replaces the framework's own parser, which still does the reading. */
export function readStrictly(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  // Plain text is what a form of another site can send; no route reads it.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request: FastifyRequest, body: string, done: (error: FastifyError | Error | null, value?: unknown) => void) => {
    const message = faultOf(body)
    if (message !== undefined) return done(problem('invalid-request', { detail: `The body ${message}`, errors: [{ path: 'body', message }] }))
    return parse(request, body, done)
  })
}

/** What stands against a text that may be JSON; whether it is, its reader says. One pass, without recursion. */
export function faultOf(text: string): string | undefined {
  /** The keys of each open object; a list has none. */
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        if (open.length >= deepest) return `is nested deeper than ${deepest} levels`
        open.push(text.charCodeAt(at) === 0x7b ? new Set() : undefined)
        break
      case 0x7d: // }
      case 0x5d: // ]
        open.pop()
        break
      case 0x22: {
        const end = stringEnd(text, at)
        if (end < 0) return undefined
        const keys = open.at(-1)
        if (keys && isKey(text, end)) {
          const key = keyOf(text.slice(at, end))
          if (keys.has(key)) return `names ${JSON.stringify(key.slice(0, 100))} twice in one object`
          keys.add(key)
        }
        at = end - 1
        break
      }
    }
  }
  return undefined
}

/** Behind the closing quote; -1 where there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return at + 1
  }
  return -1
}

/** Whether what ends here is followed by a colon: in an object only a key is. */
function isKey(text: string, end: number): boolean {
  for (let at = end; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3a) return true
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false
  }
  return false
}

/** Two spellings of one key are one key. */
function keyOf(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return JSON.parse(literal) as string
  } catch {
    return literal
  }
}
