/** Headers, compression, limits and the log line of every request. */
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { Config } from '../config.ts'
import type { App } from '../deps.ts'

/** Requests a minute from one address: enough for a reader who opens map after map. */
const perMinute = 1_200
/** From this machine: enough for a benchmark, still a stop for a loop gone wild. */
const perMinuteLocal = 600_000
const local = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

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
  await app.register(rateLimit, {
    timeWindow: '1 minute',
    max: (request) => (local.has(request.ip) ? perMinuteLocal : perMinute),
    // One page of the web view loads dozens of files; those are cheap and cached.
    allowList: (request) => !request.url.startsWith('/api/'),
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
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
