/** Headers, compression, limits and the log line of every request. */
import { setMaxListeners } from 'node:events'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { App } from '../deps.ts'
import { asker } from '../graph/asker.ts'
import { clientOf } from './client.ts'
import { problem } from './problem.ts'

/** Requests a minute from one address, and of one account from all of its addresses: enough for a reader who opens map after map. */
const perMinute = 1_200
/** From this machine: enough for a benchmark, still a stop for a loop gone wild. */
const perMinuteLocal = 600_000
const local = new Set(['127.0.0.1', '::1'])

/** Views that a page of the municipality may show in a frame: those that only show. */
const embeddable = /^\/(map|(boards|questions|gaps)(\/[^/?#]+)?|e\/[^/?#]+(\/impact)?)\/?([?#]|$)/

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a request of an account. Throws 429 where the account asks too often, from however many addresses. */
    countAccount(request: FastifyRequest): Promise<void>
  }
}

export async function protect(app: App, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // React Aria and Cytoscape put small style elements into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Whether this name is only ever served over TLS is the reverse proxy's knowledge, not ours.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  // Brotli's default quality (11) takes longer than most answers; 4 packs nearly as small.
  await app.register(compress, { brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } })
  if (config.embedAllow.length > 0) {
    app.addHook('onRequest', async (request, reply) => {
      const policy = reply.getHeader('content-security-policy')
      if (typeof policy !== 'string' || !embeddable.test(request.url)) return
      reply.header('content-security-policy', policy.replace("frame-ancestors 'none'", `frame-ancestors 'self' ${config.embedAllow.join(' ')}`))
      // The older header knows no list; browsers that know the policy ignore it, others would show nothing.
      reply.removeHeader('x-frame-options')
    })
  }
  const client = clientOf(config.proxies)
  const most = (request: FastifyRequest) => (local.has(client(request)) ? perMinuteLocal : perMinute)
  await app.register(rateLimit, {
    timeWindow: '1 minute',
    max: most,
    keyGenerator: client,
    // One page of the web view loads dozens of files; those are cheap and cached.
    allowList: (request) => !request.url.startsWith('/api/'),
  })
  const counted = app.createRateLimit({ timeWindow: '1 minute', max: most, keyGenerator: ({ person }: FastifyRequest) => `account ${person.account}` })
  app.decorate('countAccount', async (request: FastifyRequest) => {
    const result = await counted(request)
    if (result.isAllowed || !result.isExceeded) return
    throw problem('too-many-requests', { detail: 'This account asks too often', headers: { 'retry-after': String(result.ttlInSeconds) } })
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  // Whoever only wanted to read, and is gone, keeps nothing busy. `close` also comes after an answer; then nothing is left to end.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'GET' || !request.url.startsWith('/api/')) return done()
    const gone = new AbortController()
    // Each query of the request listens; an answer may be made of dozens.
    setMaxListeners(0, gone.signal)
    reply.raw.once('close', () => gone.abort())
    asker.run(gone.signal, done)
  })
  if (config.logLevel === 'silent') return
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the URL: what people ask for is nobody's business.
    const { method, routeOptions } = request
    const line = {
      method,
      route: routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.debug(line, 'answered')
  })
}
