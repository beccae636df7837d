/** GET /metrics, for whoever shows the token of the settings; without one in the settings there are none. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { App, Deps } from '../deps.ts'
import { problem } from './problem.ts'

/** `metrics` is absent where the settings name no token. */
export function showMetrics(app: App, { config: { metricsToken }, metrics, graph, preparation }: Deps): void {
  if (metrics) {
    metrics.watch({ graph, preparation })
    app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
      metrics.answered({ method, route: routeOptions.url ?? 'unknown', status: reply.statusCode }, reply.elapsedTime / 1_000)
    })
  }
  app.get('/metrics', { config: { open: true }, logLevel: 'error', schema: { hide: true } }, async (request, reply) => {
    if (!metrics || metricsToken === undefined) throw problem('not-found', { detail: 'No such route' })
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? []
    if (!timingSafeEqual(hashOf(token), hashOf(metricsToken))) throw problem('login-needed', { detail: 'Metrics need their token', headers: { 'www-authenticate': 'Bearer' } })
    reply.header('cache-control', 'no-store').type(metrics.registry.contentType)
    return reply.serializer(String).send((await metrics.registry.metrics()) as never)
  })
}

const hashOf = (text: string) => createHash('sha256').update(text).digest()
