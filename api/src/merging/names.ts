/**
 * When two names may mean one thing: "Amt f. Straßenbau" and "Strassenbau, Amt für". Pure, without a database.
 * A name becomes words without umlauts, abbreviations, legal forms and fillers; two names are as similar as their words.
 */
import { foldDigraphs } from '../graph/fold.ts'

export interface NormalName {
  /** Words that say which one it is, sorted, each once. Never empty unless the name has no letter or digit. */
  words: string[]
  /** The words in their order and without gaps: "IT-Amt" and "ITAmt" are the same. */
  compact: string
  /** Code of the legal form at the end of the name, if there is one. */
  legalForm: string | undefined
  /** Numbers, Roman ones and points of the compass included: "Amt 10" is not "Amt 11", Nord not Süd. */
  numbers: string[]
}

/** Folded text → how it is written out. The longest come first; each is bounded by anything but letters and digits. */
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\be\.?\s?v\.?(?![\p{L}\p{N}])/gu, ' ev '],
  [/\be\.?\s?g\.?(?![\p{L}\p{N}])/gu, ' eg '],
  [/\bg\.\s?m\.\s?b\.\s?h\.?/gu, ' gmbh '],
  [/\ba\.\s?g\./gu, ' ag '],
  [/\bk\.\s?g\./gu, ' kg '],
  [/\ba\.\s?[oö]\.\s?r\.?(?![\p{L}\p{N}])/gu, ' aor '],
  [/\bk\.?\s?d\.?\s?[oö]\.?\s?r\.?(?![\p{L}\p{N}])/gu, ' kdor '],
  [/\bgesellschaft mit beschrankter haftung\b/gu, ' gmbh '],
  [/\bgemeinnutzige gmbh\b/gu, ' ggmbh '],
  [/\baktiengesellschaft\b/gu, ' ag '],
  [/\beingetragener verein\b/gu, ' ev '],
  [/\beingetragene genossenschaft\b/gu, ' eg '],
  [/\banstalt des offentlichen rechts\b/gu, ' aor '],
  [/\bkorperschaft des offentlichen rechts\b/gu, ' kdor '],
  [/\bstiftung des offentlichen rechts\b/gu, ' stiftung '],
  [/\bgmbh\s*(?:&|u\.?|und)\s*co\.?\s*(?:kg|kommanditgesellschaft)\b/gu, ' gmbhcokg '],
  [/(?<=\p{L})str\.(?![\p{L}\p{N}])/gu, 'strasse '],
  [/(?<=\p{L})str(?![\p{L}\p{N}])/gu, 'strasse '],
]

/** Whole words. With a dot only where the word without one means something else ("f" in "Amt F"). */
const writtenOut: Readonly<Record<string, string>> = {
  'f.': 'fur',
  'u.': 'und',
  'v.': 'von',
  'd.': 'der',
  'z.': 'zu',
  'st.': 'sankt',
  'str.': 'strasse',
  'ref.': 'referat',
  'ges.': 'gesellschaft',
  'verw.': 'verwaltung',
  'stadtverw.': 'stadtverwaltung',
  'allg.': 'allgemeine',
  'kom.': 'kommunale',
  'komm.': 'kommunale',
  'dig.': 'digital',
  'inst.': 'institut',
  fb: 'fachbereich',
  fd: 'fachdienst',
  fg: 'fachgebiet',
  sg: 'sachgebiet',
  abt: 'abteilung',
  dez: 'dezernat',
  zv: 'zweckverband',
  lk: 'landkreis',
  bgm: 'burgermeister',
  ob: 'oberburgermeister',
  obm: 'oberburgermeister',
  stv: 'stellvertretung',
  stellv: 'stellvertretung',
  gf: 'geschaftsfuhrung',
  aussch: 'ausschuss',
  gde: 'gemeinde',
  orga: 'organisation',
  vhs: 'volkshochschule',
}

const legalForms = new Set([
  'gmbh',
  'ggmbh',
  'ag',
  'ev',
  'eg',
  'aor',
  'kdor',
  'kg',
  'ohg',
  'gbr',
  'ug',
  'se',
  'gmbhcokg',
  'mbh',
])

/** Words that say nothing of which one it is. */
const fillers = new Set(
  'der die das des dem den und fur von vom zu zur zum im in am an bei mit auf uber aus bzw sowie the of for and'.split(
    ' ',
  ),
)

/** Words before a place that people write or leave out; they count only where nothing else is left. */
const titles = new Set(
  'stadt gemeinde landeshauptstadt hansestadt universitatsstadt kreisstadt stadtverwaltung gemeindeverwaltung herr frau dr prof dipl ing'.split(
    ' ',
  ),
)

const roman = /^(?:x{0,3}(?:ix|iv|v?i{0,3}))$/
/** Bidirectional marks, zero-width signs and soft hyphens: seen by nobody, and different to every program. */
const unseen = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu

/** "1)3)" behind a name in a table that was copied out of a report. */
const footnotes = /(?<!\([^()]*)(?<!\d)\d{1,2}\)/gu

/** Takes a name apart; spelling of umlauts, capitals, order and unseen signs do not matter. */
export function normalName(name: string): NormalName {
  let text = foldDigraphs(name.normalize('NFKC').replace(unseen, '').replace(footnotes, '')).replaceAll('&', ' & ')
  for (const [pattern, full] of abbreviations) text = text.replace(pattern, full)
  const parts = (text.match(/[\p{L}\p{N}]+\.?/gu) ?? []).map((part) => {
    const bare = part.replace(/\.$/, '')
    return writtenOut[part] ?? writtenOut[bare] ?? bare
  })
  const forms = parts.filter((part) => legalForms.has(part))
  const capitals = capitalWords(name)
  const telling = parts.filter((part) => !legalForms.has(part) && (!fillers.has(part) || capitals.has(part)))
  const named = telling.filter((part) => !titles.has(part))
  const kept = named.length > 0 ? named : telling.length > 0 ? telling : parts
  return {
    words: [...new Set(kept)].sort(),
    compact: kept.join(''),
    legalForm: legalFormOf(forms),
    numbers: [...new Set(kept.filter(isNumber))].sort(),
  }
}

/** Words in capitals only, where not the whole name is: a list called FÜR is no preposition. */
function capitalWords(name: string): Set<string> {
  if (name === name.toUpperCase()) return new Set()
  return new Set((name.match(/\b\p{Lu}{3,}\b/gu) ?? []).map(foldDigraphs))
}

function legalFormOf(forms: readonly string[]): string | undefined {
  if (forms.length === 0) return undefined
  // "GmbH & Co. KG" in pieces, and "gGmbH" as what it is.
  if (forms.includes('gmbhcokg') || (forms.includes('gmbh') && forms.includes('kg'))) return 'gmbhcokg'
  const [form] = forms
  return form === 'mbh' ? 'gmbh' : form
}

/** Words that number things without digits. */
const directions = new Set('nord sud ost west mitte nordost nordwest sudost sudwest north south east'.split(' '))

function isNumber(word: string): boolean {
  return /\p{N}/u.test(word) || (word !== '' && roman.test(word)) || directions.has(word)
}

export interface NameComparison {
  /** 0 to 1. */
  score: number
  /** Everything that tells one from the other is equal; only spelling, order or legal form differ. */
  same: boolean
  otherNumber: boolean
  otherLegalForm: boolean
}

/** How likely two names mean one thing. Symmetric. */
export function compareNames(a: NormalName, b: NormalName): NameComparison {
  const same = a.words.length > 0 && (sameList(a.words, b.words) || a.compact === b.compact)
  const otherNumber = !sameList(a.numbers, b.numbers)
  const otherLegalForm = a.legalForm !== undefined && b.legalForm !== undefined && a.legalForm !== b.legalForm
  let score = same ? (sameList(a.words, b.words) ? 1 : 0.97) : similarity(a, b)
  if (otherNumber) score *= a.numbers.length > 0 && b.numbers.length > 0 ? 0.4 : 0.7
  if (otherLegalForm) score *= 0.8
  return { score, same, otherNumber, otherLegalForm }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index])
}

/** Below this, two words are two words. */
const ONE_WORD = 0.88

/** A long word tells more, but a short one is not nothing: SPD, FDP. */
const weightOf = (word: string): number => word.length + 3

/** Share of the words, by weight, that both names have, slips of the finger and endings allowed. */
function similarity(a: NormalName, b: NormalName): number {
  const [few, many] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words]
  const free = new Set(many)
  let common = 0
  let matched = 0
  for (const word of few) {
    let best: string | undefined
    let closeness = ONE_WORD
    for (const other of free) {
      const near = word === other ? 1 : closenessOf(word, other)
      // Equal closeness: the first in the alphabet, so that both orders of the pair find the same.
      if (near > closeness || (near === closeness && best !== undefined && other < best)) {
        best = other
        closeness = near
      }
    }
    if (best === undefined) continue
    free.delete(best)
    matched++
    common += closeness * (weightOf(word) + weightOf(best))
  }
  const all = [...a.words, ...b.words].reduce((sum, word) => sum + weightOf(word), 0)
  const byWords = all === 0 ? 0 : common / all
  const score = Math.max(byWords, pairsInCommon(a.compact, b.compact) * 0.95)
  // A word more is a longer name; a word of its own on both sides is what tells two apart: Wasser Nord, Wasser Süd.
  return matched < few.length && matched > 0 ? score * 0.85 : score
}

/** 1 for the same word, less for a slip of the finger or another ending, 0 for another word. Short words must be equal. */
function closenessOf(a: string, b: string): number {
  if (isNumber(a) || isNumber(b)) return 0
  const longer = Math.max(a.length, b.length)
  if (longer < 5 || a[0] !== b[0] || Math.abs(a.length - b.length) > 3) return 0
  const slips = editDistance(a, b, 2)
  return slips > 2 || slips / longer > 0.25 ? 0 : 1 - (slips / longer) * 0.48
}

/** Insertions, deletions, exchanges and swaps of neighbours between two words; more than `most` is `most + 1`. */
function editDistance(a: string, b: string, most: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const exchange = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + exchange)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    beforeLast = last
    last = row
  }
  return last[b.length] ?? most + 1
}

/** Share of pairs of neighbouring letters that two texts have in common (Dice). */
function pairsInCommon(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return a === b && a !== '' ? 1 : 0
  const counts = new Map<string, number>()
  for (let index = 0; index < a.length - 1; index++) {
    const pair = a.slice(index, index + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let index = 0; index < b.length - 1; index++) {
    const pair = b.slice(index, index + 2)
    const left = counts.get(pair) ?? 0
    if (left > 0) {
      common++
      counts.set(pair, left - 1)
    }
  }
  return (2 * common) / (a.length + b.length - 2)
}
