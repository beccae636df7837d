/**
 * "Meinten Sie …?": what is known under a similar name to what a row names in vain. Proposed, never taken: the row stays
 * rejected until its author decides.
 */
import { isEntityId } from '@kommunalgraph/contract/ids.ts'
import { codes, searchableTypes } from '@kommunalgraph/contract/ontology/ontology.ts'
import type { Bilingual } from '@kommunalgraph/contract/wording.ts'
import { shown } from '@kommunalgraph/seed/src/files/read-value.ts'
import { GraphError } from '../graph/errors.ts'
import type { Graph } from '../graph/run.ts'
import { longestSearch, search } from '../graph/search.ts'
import { compareNames, type NormalName, normalName } from '../merging/names.ts'
import type { Reading } from '../reading.ts'
import type { RowIssue, Unknown } from './map-rows.ts'

/** So many different texts of a file are searched for: a file full of strange names must not keep its author waiting. */
const MOST_ASKED = 200
/** The same where each search takes long. */
const LONGEST_MS = 30_000
/** Searches at the same time. */
const AT_ONCE = 8
const MOST_PROPOSED = 3
/** How many hits are compared by their names. */
const COMPARED = 12
/** Names that are less alike help nobody. */
const ALIKE_FROM = 0.5

interface Proposal {
  id: string
  name: string
}

const keyOf = ({ text, types }: Unknown): string => [text, ...types].join('\n')

/** Adds proposals to the next step of issues that name something unknown. Reads only what holds in these tenants today. */
export async function proposeSimilar(
  graph: Graph,
  issues: readonly RowIssue[],
  { tenants, asOf }: { tenants: readonly string[]; asOf: string },
): Promise<RowIssue[]> {
  const asked = new Map<string, Unknown>()
  for (const { unknown } of issues) {
    if (asked.size === MOST_ASKED) break
    if (unknown) asked.set(keyOf(unknown), unknown)
  }
  // Only who may see everything imports (writersOnly).
  const reading: Reading = { asOf, tenants, visibilities: codes('visibility'), home: `org:ars:${tenants[0]}` }
  const found = new Map<string, Proposal[]>()
  const waiting = [...asked]
  const until = Date.now() + LONGEST_MS
  const work = async () => {
    for (let next = waiting.shift(); next && Date.now() < until; next = waiting.shift()) {
      const [key, unknown] = next
      found.set(key, await similarTo(graph, reading, unknown))
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } catch (error) {
    if (!(error instanceof GraphError && error.kind === 'too-slow')) throw error
    // A busy database finds nothing in time: the rejections stand without proposals, and nobody waits for more of them.
    waiting.length = 0
  }
  return issues.map((issue) => {
    const proposals = issue.unknown ? (found.get(keyOf(issue.unknown)) ?? []) : []
    return proposals.length === 0 ? issue : { ...issue, next: withProposals(issue.next, proposals) }
  })
}

function withProposals(next: Bilingual, proposals: readonly Proposal[]): Bilingual {
  const list = (open: string, close: string, or: string) =>
    proposals.map(({ id, name }) => `${open}${shown(name)}${close} (${id})`).join(or)
  return {
    de: `Meinten Sie ${list('„', '“', ' oder ')}? ${next.de}`,
    en: `Did you mean ${list('"', '"', ' or ')}? ${next.en}`,
  }
}

/** The most similar entities, best first. */
async function similarTo(graph: Graph, reading: Reading, { text, types }: Unknown): Promise<Proposal[]> {
  const wanted = types.length > 0 ? types : searchableTypes
  const name = spoken(text)
  const asked = normalName(name)
  const alike = new Map<string, Proposal & { score: number }>()
  // The whole, and its longest word alone: "Amt für Bauordnung" and "Bauordnungsamt" share no other.
  for (const words of new Set([name.toLowerCase(), tellingWord(asked)])) {
    if (words === '' || alike.size >= MOST_PROPOSED) continue
    const { items } = await search(graph, reading, words, wanted, COMPARED)
    for (const { entity, matched } of items) {
      const other = matched.property === 'shortName' || matched.property === 'nameEn' ? matched.text : entity.name
      const { score } = compareNames(asked, normalName(other))
      if (score >= ALIKE_FROM) alike.set(entity.id, { id: entity.id, name: entity.name, score })
    }
  }
  return [...alike.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MOST_PROPOSED)
}

/** An id by its last part, whose hyphens stand for blanks; anything else as it is. */
const spoken = (text: string): string =>
  [...(isEntityId(text) || /^[a-z]{2,5}:/i.test(text) ? (text.split(':').at(-1) ?? '').replace(/[-_]/g, ' ') : text).replace(/\p{Surrogate}/gu, '')]
    .slice(0, longestSearch)
    .join('')
    .trim()

/** The beginning of the longest word. */
const tellingWord = ({ words }: NormalName): string =>
  words.filter((word) => word.length >= 5).sort((a, b) => b.length - a.length)[0]?.slice(0, 8) ?? ''
