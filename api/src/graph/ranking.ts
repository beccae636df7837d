/**
 * Orders what the full-text indexes found, by rules that can be explained: an exact key first, then names, then
 * beginnings of words, then slips of the finger, then descriptions. The indexes' own scores are not used: they depend
 * on how many entries contain a word, and so would tell a public reader about entries that he may not see.
 */
import type { SearchHit } from '@kommunalgraph/contract/answers.ts'
import { entityTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { z } from 'zod'
import { fold, foldDigraphs } from './fold.ts'

/** A hit as queries/search returns it. */
export interface FoundEntry {
  id: string
  type: z.infer<typeof SearchHit>['entity']['type']
  name: string
  tenant: string
  nameEn: string | null
  shortName: string | null
  description: string | null
  keys: { property: string; text: string }[]
}

type Match = { score: number; property: string; text: string }

/** Longest excerpt of a description, in characters. */
const excerptLength = 160

/** The hits in order, best first, each with the property that matched. */
export function rank(text: string, found: readonly FoundEntry[]): z.infer<typeof SearchHit>[] {
  const query = prepare(text)
  return found
    .map((entry) => ({ entry, match: bestMatch(query, entry) }))
    .sort(
      (a, b) =>
        b.match.score - a.match.score ||
        // A key may belong to several things at once: to a municipality and to its territory.
        (a.match.score === 1 ? entityTypes.indexOf(a.entry.type) - entityTypes.indexOf(b.entry.type) : 0) ||
        a.entry.name.length - b.entry.name.length ||
        a.entry.name.localeCompare(b.entry.name, 'de') ||
        (a.entry.id < b.entry.id ? -1 : 1),
    )
    .map(({ entry: { id, type, name, tenant }, match: { score, ...matched } }) => ({
      entity: { id, type, name },
      tenant,
      matched,
      score,
    }))
}

interface Query {
  /** As typed, lower case, single blanks. */
  plain: string
  /** Folded, umlauts in one spelling. */
  folded: string
  words: string[]
}

const normal = (text: string) =>
  foldDigraphs(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function prepare(text: string): Query {
  const folded = normal(text)
  return { plain: text.trim().toLowerCase().replace(/\s+/g, ' '), folded, words: folded.split(' ').filter(Boolean) }
}

function bestMatch(query: Query, entry: FoundEntry): Match {
  const names = [
    { property: 'name', text: entry.name, weight: 1 },
    { property: 'shortName', text: entry.shortName, weight: 0.99 },
    { property: 'nameEn', text: entry.nameEn, weight: 0.97 },
  ]
  const candidates: Match[] = [...matchKeys(query, entry)]
  for (const { property, text, weight } of names) {
    if (text) candidates.push({ property, text, score: round(nameScore(query, text) * weight) })
  }
  if (entry.description) candidates.push(matchDescription(query, entry.description))
  return candidates.reduce((best, one) => (one.score > best.score ? one : best))
}

function matchKeys({ plain }: Query, { id, keys }: FoundEntry): Match[] {
  return [{ property: 'id', text: id }, ...keys].flatMap(({ property, text }) => {
    const key = text.toLowerCase()
    if (key === plain) return [{ property, text, score: 1 }]
    return plain.length >= 4 && key.startsWith(plain) ? [{ property, text, score: 0.85 }] : []
  })
}

function nameScore({ folded, words }: Query, name: string): number {
  const text = normal(name)
  if (text === folded) return 0.95
  if (text.startsWith(folded)) return 0.9
  const own = text.split(' ')
  if (words.every((word) => own.some((one) => one.startsWith(word)))) return 0.8
  if (words.every((word) => own.some((one) => one.includes(word)))) return 0.7
  if (words.every((word) => own.some((one) => closeTo(word, one)))) return 0.6
  return 0.1
}

function matchDescription({ words }: Query, description: string): Match {
  const folded = fold(description)
  const places = words.map((word) => folded.indexOf(word)).filter((place) => place >= 0)
  // The index also finds other forms of a word (stems); those rank last.
  const score = places.length === words.length ? 0.4 : 0.3
  return { property: 'description', text: excerpt(description, Math.min(...places, description.length)), score }
}

function excerpt(text: string, place: number): string {
  if (text.length <= excerptLength) return text
  const from = Math.max(0, Math.min(place, text.length) - 40)
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1
  const cut = text.slice(start, start + excerptLength).trim()
  return `${start > 0 ? '… ' : ''}${cut}${start + excerptLength < text.length ? ' …' : ''}`
}

/** Whether a word is another one, or its beginning, with one slip (two from eight letters on). */
function closeTo(word: string, other: string): boolean {
  const slips = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  return distance(word, other, slips) <= slips || distance(word, other.slice(0, word.length), slips) <= slips
}

/** Edit distance (insert, delete, replace, swap of neighbours); anything above `most` comes back as `most + 1`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      current.push(best)
    }
    before = previous
    previous = current
  }
  return Math.min(previous[b.length] ?? most + 1, most + 1)
}

const round = (score: number) => Math.round(score * 1_000) / 1_000
