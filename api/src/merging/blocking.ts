/**
 * Which pairs are looked at at all. Comparing all with all grows with the square; here entities meet only in a block of
 * those that share a rare word, the whole name, or an official key. Pure.
 */
import type { Comparable } from './score.ts'

/** A word that more entities have than this says nothing; pairs that share only such words are not looked at. */
const MOST_IN_BLOCK = 40
/** Of many with the same name or key, each is compared with so many others at most. */
const MOST_PARTNERS = 20
/** Words are grouped by their beginning, so that an ending or a slip behind it does not part them. */
const BEGINNING = 5

/** Pairs of positions in the list, each once, first before second. Only of one type and one municipality. */
export function pairsToCompare(entities: readonly Comparable[]): [number, number][] {
  const blocks = new Map<string, number[]>()
  const put = (key: string, index: number) => {
    const block = blocks.get(key)
    if (!block) blocks.set(key, [index])
    else if (block.at(-1) !== index) block.push(index)
  }
  entities.forEach((entity, index) => {
    const scope = `${entity.type}|${entity.tenant}`
    for (const name of entity.names) {
      for (const word of name.words) {
        put(`${scope}|w|${word.slice(0, BEGINNING)}`, index)
        // The end of a word finds a slip at its beginning.
        if (word.length > BEGINNING + 2) put(`${scope}|e|${word.slice(-BEGINNING)}`, index)
      }
      put(`${scope}|n|${name.words.join(' ')}`, index)
      put(`${scope}|c|${name.compact.slice(0, 12)}`, index)
      // Two words together are rare where each alone is not.
      for (let at = 1; at < name.words.length; at++)
        put(`${scope}|2|${name.words[at - 1]?.slice(0, BEGINNING)} ${name.words[at]?.slice(0, BEGINNING)}`, index)
    }
    for (const [key, value] of Object.entries(entity.keys)) put(`${scope}|k|${key}|${value}`, index)
  })
  const seen = new Set<number>()
  const pairs: [number, number][] = []
  for (const [key, block] of blocks) {
    const whole = key.includes('|n|') || key.includes('|k|')
    if (block.length > MOST_IN_BLOCK && !whole) continue
    const partners = whole ? MOST_PARTNERS : block.length
    for (let first = 0; first < block.length; first++) {
      for (let second = first + 1; second < block.length && second <= first + partners; second++) {
        const [a = 0, b = 0] = [block[first], block[second]]
        const mark = a * entities.length + b
        if (seen.has(mark)) continue
        seen.add(mark)
        pairs.push([a, b])
      }
    }
  }
  return pairs
}
