/**
 * Asks the hot routes a few times before the server says that it is ready: right after its start Neo4j answers
 * about ten times slower than warm (measured), and the first reader would pay for it.
 */
import type { App } from './deps.ts'
import { type Graph, usualReadMs } from './graph/run.ts'

const rounds = 5
/** The first planning of a large query on a cold, busy machine takes longer than a reader would wait. */
const coldReadMs = 60_000

/** Never throws: a cold server is slow, not broken. */
export async function warmUp(app: App, graph: Graph): Promise<void> {
  graph.limits.readMs = coldReadMs
  try {
    await askAll(app)
  } finally {
    graph.limits.readMs = usualReadMs
  }
}

async function askAll(app: App): Promise<void> {
  const get = async (url: string) => app.inject({ method: 'GET', url: `/api/v1${url}` })
  const list = await get('/entities?type=Initiative&limit=2')
  if (list.statusCode !== 200) return
  const ids = list.json<{ items: { id: string }[] }>().items.map(({ id }) => encodeURIComponent(id))
  const [first, second = first] = ids
  const urls = ['/tenants', '/gaps', '/search?q=digital', '/entities?limit=50', '/map/positions']
  if (first) {
    urls.push(`/entities/${first}`, `/entities/${first}/ownership`, `/entities/${first}/neighbourhood?depth=1`)
    urls.push(`/entities/${first}/impact?direction=dependents`, `/paths?from=${first}&to=${second}`)
  }
  for (let round = 0; round < rounds; round++) {
    for (const url of urls) await get(url)
  }
}
