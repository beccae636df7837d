/** What it costs to ask who asks and what they may see; and two hundred readers at once. */
import { startApi } from '../neo4j.ts'
import type { HotCase } from './cases.ts'
import { httpClient } from './http-client.ts'
import { residentMb } from './machine.ts'
import { apiOf, median, type Timing, timedBetween, warmSides } from './measure.ts'
import type { BenchWorld } from './world.ts'

export interface CheckFigures {
  readonly name: string
  /** `bareMs`: without the checks. */
  readonly timing: Timing
}

export interface ReaderFigures {
  readonly seconds: number
  /** Answered with 200. */
  readonly requests: number
  /** Answers other than 200, and connections that broke. */
  readonly errors: number
  readonly medianMs: number
  readonly p99Ms: number
  /** Resident size of the server in the last third / in the second third. */
  readonly memory: number
  readonly memoryMb: number
}

const readers = 200
const readerSeconds = 60
const unchecked = new URL('unchecked.mjs', import.meta.url).href

/**
 * A server asked with the token of an internal reader, against one that asks nobody and whose queries test no visibility, on the
 * same database. Makes the first accounts: from then on the world's own server is for those who have one.
 */
export async function measureChecks(world: BenchWorld, hot: readonly HotCase[], rounds: number): Promise<CheckFigures[]> {
  const authorization = `Bearer ${await readerToken(world.url)}`
  const settings = { KG_HOME: world.home }
  const checked = await startApi(world.connection, settings)
  const free = await startApi(world.connection, { ...settings, NODE_OPTIONS: `--import=${unchecked}` })
  const clients = [httpClient(free.url), httpClient(checked.url, { headers: { authorization } })] as const
  try {
    const figures: CheckFigures[] = []
    for (const one of hot) {
      const sides = [apiOf(clients[0]), apiOf(clients[1])] as const
      await warmSides(sides, one)
      figures.push({ name: one.name, timing: await timedBetween(sides, one, rounds) })
    }
    return figures
  } finally {
    for (const client of clients) client.close()
    await checked.stop()
    await free.stop()
  }
}

async function readerToken(url: string): Promise<string> {
  const password = 'ein Satz den niemand errät'
  const send = async (path: string, body: unknown, cookie?: string) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(cookie && { cookie }) }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`POST ${path} answers ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const cookieOf = (answer: Response) => answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  await send('/accounts', { account: 'betrieb', role: 'administrator', password })
  const cookie = cookieOf(await send('/session', { account: 'betrieb', password }))
  const { token } = (await (await send('/tokens', { name: 'bench', may: ['see-internal'] }, cookie)).json()) as { token: string }
  return token
}

/** All hot questions of the demo, in turns, by two hundred connections for a minute. */
export async function measureReaders(world: BenchWorld, hot: readonly HotCase[]): Promise<ReaderFigures> {
  const api = await startApi(world.connection, { KG_HOME: world.home })
  const pid = api.process.pid ?? 0
  const paths = hot.flatMap((one) => one.requests.map(({ path }) => path))
  const samples: number[] = []
  try {
    await readFor(10, api.url, 16, paths)
    const sampling = setInterval(() => void samples.push(residentMb(pid)), 1_000)
    const { times, errors } = await readFor(readerSeconds, api.url, readers, paths).finally(() => clearInterval(sampling))
    const third = Math.floor(samples.length / 3)
    const last = median(samples.slice(2 * third))
    return {
      seconds: readerSeconds,
      requests: times.length,
      errors,
      medianMs: median(times),
      p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
      memory: last / median(samples.slice(third, 2 * third)),
      memoryMb: last,
    }
  } finally {
    await api.stop()
  }
}

/** Each reader asks one question after the other; times in milliseconds, the shortest first. */
async function readFor(seconds: number, url: string, connections: number, paths: readonly string[]): Promise<{ times: number[]; errors: number }> {
  const http = httpClient(url, { connections })
  const times: number[] = []
  let errors = 0
  let next = 0
  const until = performance.now() + seconds * 1_000
  const read = async () => {
    while (performance.now() < until) {
      const began = performance.now()
      await http.json(paths[next++ % paths.length] ?? '').then(
        () => void times.push(performance.now() - began),
        () => void errors++,
      )
    }
  }
  await Promise.all(Array.from({ length: connections }, read))
  http.close()
  return { times: times.sort((a, b) => a - b), errors }
}
