/** Random numbers that are the same on every machine: the same seed gives the same graph, byte for byte. */

/** A stream of random numbers. */
export interface Random {
  /** 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** Whole number from 0 to `count` - 1. */
  below(count: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** One of them; throws if there are none. */
  pick<T>(items: readonly T[]): T
  /** One of them, the first ones far more often: degrees of real graphs are skewed like this. */
  pickSkewed<T>(items: readonly T[]): T
  /** ISO day between two years (inclusive). */
  day(fromYear: number, toYear: number): string
}

/** FNV-1a over the text; starts the stream (mulberry32). */
export function randomOf(seed: string): Random {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index]
    if (item === undefined) throw new RangeError('Nothing to pick from')
    return item
  }
  const pad = (part: number) => String(part).padStart(2, '0')
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => at(items, below(items.length)),
    pickSkewed: (items) => at(items, Math.floor(items.length * next() ** 2.5)),
    day: (fromYear, toYear) => `${fromYear + below(toYear - fromYear + 1)}-${pad(1 + below(12))}-${pad(1 + below(28))}`,
  }
}
