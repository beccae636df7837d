/** Serves the built web view: hashed files for ever, the page itself always fresh, every unknown path the page. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { App } from '../deps.ts'

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url))
const missing = 'The web view has not been built: run "npm start" in the project folder. The API works: see /docs.\n'

export async function serveWeb(app: App): Promise<void> {
  if (!existsSync(join(dist, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(missing),
    )
    return
  }
  await app.register(staticFiles, {
    root: dist,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(dist, 'assets'))
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = await readFile(join(dist, 'index.html'), 'utf8')
  // Views are addresses of the web view (/e/…, /map, /questions/…): all of them are the one page.
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (/^\/(api|assets|docs)(\/|$|\?)/.test(request.url)) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
  })
}
