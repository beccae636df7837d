/**
 * What a person types → queries for the full-text indexes. Nothing that is typed is ever Lucene syntax: the text is
 * cut into words, every word goes through `escapeLucene`, and all operators are ours.
 */
import { fold, foldDigraphs } from './fold.ts'

/** More words than this are no search but a paste; each costs a clause. */
const mostWords = 12

/** The one escape function: every character with a meaning in Lucene's syntax becomes itself; AND, OR, NOT and TO words. */
export function escapeLucene(text: string): string {
  return text
    .replace(/[+\-&|!(){}[\]^"~*?:\\/<>=#@,;\s]/g, '\\$&')
    .replace(/^(AND|OR|NOT|TO)$/, (word) => word.toLowerCase())
}

export interface SearchQueries {
  /** For names and official keys. */
  nameQuery: string
  /** For names and descriptions, by word stems. */
  textQuery: string
}

/** The words of a text, folded; at most 12. Hyphens, slashes and the like separate words. */
export function wordsOf(text: string): string[] {
  return (
    fold(text)
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, mostWords) ?? []
  )
}

/**
 * Both queries, or undefined if there is no word in it. `text` is trimmed and at most 200 characters long.
 * `slips`: also find names with a slip of the finger; that costs several times as much, so it is asked second.
 */
export function luceneQueries(text: string, slips: boolean): SearchQueries | undefined {
  const words = wordsOf(text)
  if (words.length === 0) return undefined
  // The analyzer of this index drops stop words, which are short: demanding one would find nothing.
  const long = words.filter((word) => word.length > 3)
  const demanded = long.length > 0 ? long : words
  return {
    nameQuery: words.map((word) => nameClause(word, slips)).join(' AND '),
    textQuery: demanded.map((word) => `(${escapeLucene(word)} OR ${escapeLucene(word)}*)`).join(' AND '),
  }
}

/** A word as it is, as a beginning, in other spellings of an umlaut, and with a slip of the finger. */
function nameClause(word: string, withSlips: boolean): string {
  const spellings = [...new Set([word, foldDigraphs(word), word.replace(/[aou](?!e)/g, '$&e')])].map(escapeLucene)
  const own = escapeLucene(word)
  // Numbers are keys: a slip in a key is another key.
  const slips =
    !withSlips || /\p{N}/u.test(word) ? [] : word.length >= 8 ? [`${own}~2`] : word.length >= 4 ? [`${own}~1`] : []
  return `(${[`${own}^4`, ...spellings.map((one) => `${one}*`), ...slips].join(' OR ')})`
}
