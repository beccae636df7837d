/**
 * Times the API against the bare driver: both sides in one run, in turns, warm. Absolute times say little on a shared
 * machine; the ratio of two medians of the same round does.
 */
import neo4j, { type Driver } from 'neo4j-driver'
import type { HotCase, HotRequest } from './cases.ts'
import type { HttpClient } from './http-client.ts'

export interface Sides {
  readonly driver: Driver
  readonly http: HttpClient
}

export interface Timing {
  /** Milliseconds: median of the rounds' medians. */
  readonly bareMs: number
  readonly apiMs: number
  /** Median, smallest and largest of the rounds' ratios api / bare. */
  readonly ratio: number
  readonly lowest: number
  readonly highest: number
}

export interface Throughput {
  /** Requests a second, 16 at a time. */
  readonly bare: number
  readonly api: number
  readonly ratio: number
}

/** One side of a round takes about this long. */
const roundMs = 500
const warmMs = 3_000
const fewest = 7
const most = 80
/** Changes sides after so many: long enough to be itself, short enough that a busy second hits both. */
const turn = 5
const concurrency = 16
const loadMs = 1_000
const loadRounds = 3

/** Sends one request and reads its answer to the end. */
export type Ask = (request: HotRequest) => Promise<unknown>

/** The bare side: what anybody would write with the driver, records as plain objects. */
const bareOf =
  (driver: Driver): Ask =>
  async ({ statements }) => {
    const session = driver.session({ defaultAccessMode: neo4j.session.READ })
    try {
      const answers: unknown[] = []
      for (const { text, parameters } of statements) {
        const { records } = await session.executeRead((tx) => tx.run(text, parameters))
        answers.push(records.map((record) => record.toObject()))
      }
      return answers
    } finally {
      await session.close()
    }
  }

export const apiOf =
  (http: HttpClient): Ask =>
  ({ path }) =>
    http.json(path)

/** Median; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

/** Both sides answer for a while, so that plans, caches and compilers are warm: a route is compiled after some hundred answers. */
export const warm = ({ driver, http }: Sides, hot: HotCase): Promise<void> => warmSides([bareOf(driver), apiOf(http)], hot)

/** The same of any sides. */
export async function warmSides(sides: readonly Ask[], { requests }: HotCase): Promise<void> {
  for (const ask of sides) {
    const end = performance.now() + warmMs
    do for (const request of requests) await ask(request)
    while (performance.now() < end)
  }
}

/** One request at a time. */
export const timed = (sides: Sides, hot: HotCase, rounds: number): Promise<Timing> => timedBetween([bareOf(sides.driver), apiOf(sides.http)], hot, rounds)

/** The same between any two sides. */
export async function timedBetween([bare, api]: readonly [Ask, Ask], hot: HotCase, rounds: number): Promise<Timing> {
  const bareMs: number[] = []
  const apiMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const times = await oneRound(hot, round % 2 === 0 ? [bare, api] : [api, bare])
    const [first, second] = times.map(median) as [number, number]
    bareMs.push(round % 2 === 0 ? first : second)
    apiMs.push(round % 2 === 0 ? second : first)
  }
  const ratios = apiMs.map((ms, round) => ms / (bareMs[round] ?? Number.NaN))
  return {
    bareMs: median(bareMs),
    apiMs: median(apiMs),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  }
}

async function oneRound({ requests }: HotCase, sides: readonly [Ask, Ask]): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []]
  const began = performance.now()
  let next = 0
  while (times[0].length < most && (times[0].length < fewest || performance.now() - began < 2 * roundMs)) {
    // Each side asks the same requests in the same order.
    const asked = Array.from({ length: turn }, (_, step) => requests[(next + step) % requests.length])
    next += turn
    for (const [side, ask] of sides.entries()) {
      for (const request of asked) {
        if (!request) continue
        const start = performance.now()
        await ask(request)
        times[side]?.push(performance.now() - start)
      }
    }
  }
  return times
}

/** Sixteen at a time. */
export async function loaded({ driver, http }: Sides, hot: HotCase): Promise<Throughput> {
  const sides = [bareOf(driver), apiOf(http)] as const
  const rates: [number[], number[]] = [[], []]
  for (let round = 0; round < loadRounds; round++) {
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
      rates[side].push(await rateOf(hot, sides[side]))
  }
  const ratios = rates[1].map((rate, round) => rate / (rates[0][round] ?? Number.NaN))
  return { bare: median(rates[0]), api: median(rates[1]), ratio: median(ratios) }
}

async function rateOf({ requests }: HotCase, ask: Ask): Promise<number> {
  let done = 0
  let next = 0
  const began = performance.now()
  const work = async () => {
    while (performance.now() - began < loadMs) {
      const request = requests[next++ % requests.length]
      if (request) await ask(request)
      done++
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return (done / (performance.now() - began)) * 1000
}
