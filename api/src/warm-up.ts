/**
 * Asks the hot routes a few times before the server says that it is ready: right after its start Neo4j answers
 * about ten times slower than warm (measured), and the first reader would pay for it.
 */
import type { App } from './deps.ts'
import { type Graph, usualReadMs } from './graph/run.ts'

/** Each is faster than the one before, as the JVM compiles what it meets often. */
const rounds = 5
/** The first planning of a large query on a cold, busy machine takes longer than any reader would wait. */
const coldReadMs = 120_000

/**
 * Resolves once the queries behind the start page and the page of an entity have been planned, which takes seconds;
 * the rest goes on behind the readers that come meanwhile. Never throws: a cold server is slow, not broken.
 */
export async function warmUp(app: App, graph: Graph, stopping: AbortSignal): Promise<void> {
  graph.limits.readMs = coldReadMs
  try {
    const { first, later } = await hotAddresses(app)
    await Promise.all(first.map((url) => get(app, url)))
    void goOn(app, [...later, ...first], stopping)
  } finally {
    graph.limits.readMs = usualReadMs
  }
}

const get = async (app: App, url: string) => app.inject({ method: 'GET', url: `/api/v1${url}` })

async function hotAddresses(app: App): Promise<{ first: string[]; later: string[] }> {
  const list = await get(app, '/entities?type=Initiative&limit=2')
  if (list.statusCode !== 200) return { first: [], later: [] }
  const ids = list.json<{ items: { id: string }[] }>().items.map(({ id }) => encodeURIComponent(id))
  const [one, two = one] = ids
  const first = ['/tenants', '/gaps', '/search?q=digital']
  const later = ['/entities?limit=50', '/map/positions']
  if (one) {
    first.push(`/entities/${one}`, `/entities/${one}/ownership`)
    later.unshift(`/entities/${one}/neighbourhood?depth=1`)
    later.push(`/entities/${one}/impact?direction=dependents`, `/entities/${one}/impact/map`, `/paths?from=${one}&to=${two}`)
  }
  return { first, later }
}

/** One at a time, so that readers come first. */
async function goOn(app: App, urls: readonly string[], stopping: AbortSignal): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const url of urls) {
      if (stopping.aborted) return
      await get(app, url).catch(() => undefined)
    }
  }
}
