/**
 * Two headers by which a client copes with several servers and with answers that are lost.
 *
 * `Kg-Bookmark` comes with the answer to every write, also as a cookie; sent with the next request, to whichever server, that one
 * sees the write. `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) makes a write happen once however often it is
 * sent: what it wrote is marked with the key in the same transaction (changes/entry.ts), and the answer is kept for a day.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authorOf } from '../accounts/person.ts'
import { behindTls, type Config } from '../config.ts'
import type { App } from '../deps.ts'
import type { Graph } from '../graph/run.ts'
import { type Scope, scopes } from '../graph/scope.ts'
import { bookmarkPattern, keyPattern } from './headers.ts'
import { safe } from './person.ts'
import { problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    scope: Scope | undefined
    claim: Claim | undefined
  }
  interface FastifyContextConfig {
    /** Its answer is given only once. */
    secretAnswer?: boolean
  }
}

/** A write under a key, while it is being worked on. */
interface Claim {
  key: string
  owner: string
  renewal: NodeJS.Timeout
}

export const BOOKMARK = 'kg-bookmark'
const bookmarkCookie = 'kg_bookmark'
/** Longer than any member of a cluster lags behind, in seconds. */
const bookmarkSeconds = 300

const KEY = 'idempotency-key'
/** A server that died while it worked on a write keeps others from it so long. */
const leaseMs = 30_000
const renewMs = 10_000
const keptMs = 24 * 3_600_000
/** A larger answer is not kept, but made again from what the write left behind. */
const longestAnswer = 1_048_576
/** What of the head belongs to the answer. */
const keptHeaders = ['content-type', 'cache-control', 'etag', 'location'] as const

/** Comes before `recognise`: who asks is read from the database too. */
export function bringBookmarks(app: App, config: Config): void {
  app.decorateRequest('scope', undefined)
  app.addHook('onRequest', (request, _reply, done) => {
    const bookmarks = bookmarksOf(request)
    if (bookmarks instanceof Error) return done(bookmarks)
    // Reads of whoever wrote nothing lately need no scope, and do not pay for it.
    if (bookmarks.length === 0 && safe.has(request.method)) return done()
    request.scope = { bookmarks, written: [] }
    scopes.run(request.scope, done)
  })
  // Reading the body loses the context.
  app.addHook('preHandler', (request, _reply, done) => (request.scope ? scopes.run(request.scope, done) : done()))
  app.addHook('onSend', async ({ scope }, reply) => {
    const [bookmark] = scope?.written ?? []
    if (bookmark === undefined || !bookmarkPattern.test(bookmark)) return
    reply.header(BOOKMARK, bookmark)
    reply.setCookie(bookmarkCookie, bookmark, { path: '/api', httpOnly: true, sameSite: 'lax', secure: behindTls(config), maxAge: bookmarkSeconds })
  })
}

function bookmarksOf(request: FastifyRequest): string[] | Error {
  const header = request.headers[BOOKMARK]
  if (header !== undefined) {
    if (typeof header === 'string' && bookmarkPattern.test(header)) return [header]
    return problem('invalid-request', { detail: 'Kg-Bookmark is no bookmark', errors: [{ path: `header.${BOOKMARK}`, message: 'must be what an earlier answer said' }] })
  }
  // A browser cannot mend its cookie: one that nobody here has made is nothing.
  const [, cookie] = /(?:^|;\s*)kg_bookmark=([^;]*)/.exec(request.headers.cookie ?? '') ?? []
  const told = cookie === undefined ? undefined : decoded(cookie)
  return told !== undefined && bookmarkPattern.test(told) ? [told] : []
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Comes after `recognise`: a key belongs to whoever sends it. */
export function writeOnce(app: App, graph: Graph): void {
  app.decorateRequest('claim', undefined)
  app.addHook('preHandler', async (request, reply) => {
    const given = request.headers[KEY]
    if (given === undefined || safe.has(request.method) || !request.routeOptions.config.permission) return
    if (typeof given !== 'string' || !keyPattern.test(given)) throw problem('invalid-request', { detail: 'Idempotency-Key cannot be used', errors: [{ path: `header.${KEY}`, message: 'must be 16 to 128 letters, digits or ._:-, such as a UUID' }] })
    const raw = given.replaceAll('"', '')
    const key = hashOf([authorOf(request), raw])
    const owner = randomUUID()
    const [found] = await graph.write((tx) => tx.run<Claimed>('writes/claim_key', { key, fingerprint: fingerprintOf(request, raw), owner, leaseMs, keptMs }))
    switch (found?.state) {
      case 'other':
        throw problem('key-reused', { detail: 'This Idempotency-Key came with another request', errors: [{ path: `header.${KEY}`, message: 'was used for another request' }] })
      case 'busy':
        throw problem('still-running', { detail: 'The same request is being worked on', headers: { 'retry-after': '2' } })
      case 'done':
        return again(reply, found)
    }
    const renew = () => void graph.write((tx) => tx.run('writes/renew_key', { key, owner, leaseMs })).catch(() => undefined)
    request.claim = { key, owner, renewal: setInterval(renew, renewMs).unref() }
    if (request.scope && !isForm(request)) request.scope.once = { key, stored: 0 }
    tidyNow(graph)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { claim } = request
    if (!claim) return
    request.claim = undefined
    clearInterval(claim.renewal)
    await settle(graph, claim, reply, payload).catch((error: unknown) => request.log.warn({ reason: String(error) }, 'an answer was not kept under its key'))
  })
}

interface Claimed {
  state: 'mine' | 'busy' | 'other' | 'done'
  status: number | null
  headers: string | null
  answer: string | null
}

/** The first answer, once more. */
function again(reply: FastifyReply, { status, headers, answer }: Claimed): FastifyReply {
  if (answer === null) throw problem('answered-once', { detail: 'It was done, and its answer is given only once' })
  return reply
    .code(status ?? 200)
    .headers(JSON.parse(headers ?? '{}') as Record<string, string>)
    .header('idempotency-replayed', 'true')
    .serializer(String)
    .send(answer as never)
}

/** Keeps an answer; gives the key free where nothing was written. */
async function settle(graph: Graph, { key, owner }: Claim, reply: FastifyReply, payload: unknown): Promise<void> {
  const done = reply.statusCode < 300
  if (!done || typeof payload !== 'string' || payload.length > longestAnswer) {
    await graph.write((tx) => tx.run('writes/release_key', { key, owner }))
    return
  }
  const headers = Object.fromEntries(keptHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])))
  // A new token is stored nowhere.
  const secret = reply.routeOptions.config.secretAnswer === true
  await graph.write((tx) => tx.run('writes/keep_answer', { key, owner, status: reply.statusCode, headers: JSON.stringify(headers), answer: secret ? null : payload }))
}

/** A file: read by its route, not here. */
const isForm = ({ headers }: FastifyRequest): boolean => headers['content-type']?.startsWith('multipart/') ?? false

const hashOf = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** With the key in it, which is not stored: nobody guesses a password of a body from its hash. Of a file, the size has to do. */
function fingerprintOf(request: FastifyRequest, key: string): string {
  const { method, url, headers } = request
  return hashOf([key, method, url, headers['if-match'] ?? null, isForm(request) ? (headers['content-length'] ?? null) : (request.body ?? null)])
}

/** When this process last looked for keys that are over. */
let tidied = 0
function tidyNow(graph: Graph): void {
  if (Date.now() - tidied < 600_000) return
  tidied = Date.now()
  // Outside the request: nobody waits for it, and it is not what the key is for.
  scopes.exit(() => void graph.write((tx) => tx.run('writes/remove_old_keys', { keptMs })).catch(() => undefined))
}
