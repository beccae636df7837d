/** The score of a pair, and the reasons in words. Pure: names, keys, parents and shared neighbours are given. */
import type { DuplicateReason } from '@kommunalgraph/contract/merging.ts'
import { compareNames, type NormalName } from './names.ts'

/** Lowest score that is proposed. */
export const PROPOSED_FROM = 0.8

/** What shared neighbours add at most. */
const MOST_BY_NEIGHBOURS = 0.1

/** What is known of an entity for comparing it with others. */
export interface Comparable {
  id: string
  type: string
  name: string
  tenant: string
  /** Its name first, then short names, normalised. Two short names are never compared: many units are "SJB". */
  names: readonly NormalName[]
  /** Official keys, by property: an equal one speaks for, another one against. */
  keys: Readonly<Record<string, string>>
  /** What tells two of a kind apart without being a key: the day of a decision, its reference. */
  distinguishing: Readonly<Record<string, string>>
  /** What it is a part or an instance of. */
  parent: { id: string; name: string } | null
}

export interface Scored {
  score: number
  reasons: DuplicateReason[]
}

const rounded = (score: number) => Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000

/** How likely two entities are one. `shared` are names of neighbours of both. Symmetric. */
export function scoreOf(
  a: Comparable,
  b: Comparable,
  shared: readonly string[] = [],
  sharedTotal = shared.length,
): Scored {
  const reasons: DuplicateReason[] = []
  const add = (code: DuplicateReason['code'], against: boolean, de: string, en: string) =>
    reasons.push({ code, against, text: { de, en } })

  const name = best(a, b)
  let score = name.score
  if (name.same)
    add(
      'same_name',
      false,
      'Der Name ist derselbe, nur anders geschrieben.',
      'The name is the same, only written differently.',
    )
  else if (score >= 0.5) {
    const percent = Math.round(score * 100)
    add('similar_name', false, `Die Namen sind zu ${percent} % gleich.`, `The names are ${percent}% alike.`)
  }
  if (name.otherNumber)
    add('other_number', true, 'In den Namen stehen verschiedene Zahlen.', 'The names hold different numbers.')
  if (name.otherLegalForm)
    add('other_legal_form', true, 'Die Rechtsformen sind verschieden.', 'The legal forms differ.')

  const equal = Object.keys(a.keys).filter((key) => b.keys[key] !== undefined && a.keys[key] === b.keys[key])
  const other = Object.keys(a.keys).filter((key) => b.keys[key] !== undefined && a.keys[key] !== b.keys[key])
  if (equal.length > 0) {
    const [key = ''] = equal
    add(
      'same_key',
      false,
      `Der amtliche Schlüssel ist derselbe (${a.keys[key]}).`,
      `The official key is the same (${a.keys[key]}).`,
    )
    // A key alone is enough; a name that has nothing in common leaves a doubt.
    score = Math.max(score, 0.9 + 0.1 * name.score)
  }
  const distinct = Object.keys(a.distinguishing).filter(
    (property) => b.distinguishing[property] !== undefined && a.distinguishing[property] !== b.distinguishing[property],
  )
  if (equal.length === 0 && other.length + distinct.length > 0) {
    const [key = ''] = other
    const [property = ''] = distinct
    const [one, two] = key ? [a.keys[key], b.keys[key]] : [a.distinguishing[property], b.distinguishing[property]]
    const [low, high] = String(one) < String(two) ? [one, two] : [two, one]
    add(
      'other_key',
      true,
      `Schlüssel oder Datum sind verschieden (${low}, ${high}).`,
      `Key or date differ (${low}, ${high}).`,
    )
    score *= 0.4
  }
  if (equal.length === 0 && a.parent && b.parent && a.parent.id !== b.parent.id) {
    const [low, high] = [a.parent.name, b.parent.name].sort()
    add(
      'other_parent',
      true,
      `Sie gehören zu Verschiedenem (${low}, ${high}).`,
      `They belong to different things (${low}, ${high}).`,
    )
    score *= 0.6
  }
  if (sharedTotal > 0 && score > 0) {
    const more = sharedTotal - shared.length
    const listed = `${shared.join(', ')}${more > 0 ? ', …' : ''}`
    add('shared_neighbours', false, `Beide sind verbunden mit: ${listed}.`, `Both are related to: ${listed}.`)
    // Things of one kind have the same neighbours: they support a likeness, and make up for nothing that speaks against.
    if (!reasons.some(({ against }) => against)) score += Math.min(MOST_BY_NEIGHBOURS, 0.04 * sharedTotal)
  }
  return { score: rounded(score), reasons }
}

/** The most that shared neighbours can still add: who is below this needs none to be asked for. */
export const withMostNeighbours = (score: number): number => score + MOST_BY_NEIGHBOURS

function best(a: Comparable, b: Comparable) {
  let found = { score: 0, same: false, otherNumber: false, otherLegalForm: false }
  for (const [i, one] of a.names.entries()) {
    for (const [j, two] of b.names.entries()) {
      if (i > 0 && j > 0) continue
      const compared = compareNames(one, two)
      if (compared.score > found.score || (compared.score === found.score && compared.same && !found.same))
        found = compared
    }
  }
  return found
}
